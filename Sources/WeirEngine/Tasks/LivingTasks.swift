import WeirEvents

/// The tasks of a simulation that have begun and not ended, and the pool resources that they hold.
struct LivingTasks {
  private var identities: [TaskID: TaskIdentity] = [:]
  private var begunCount: UInt32 = 0
  /// The tasks that hold what a child of a group acquired and returned; the report of the release
  /// still names the child.
  private var heirs: [TaskIdentity.Holding: TaskIdentity] = [:]
  /// The number of operations that run concurrently with the task that started them, on its behalf.
  private var sideTaskCount = 0

  /// The number of tasks, without operations on their behalf.
  var count: Int { identities.count }

  /// Whether no task and no operation on behalf of one is left.
  var isEmpty: Bool { identities.isEmpty && sideTaskCount == 0 }

  /// The tasks in the order of their creation.
  var inOrder: [TaskIdentity] { identities.values.sorted { $0.id < $1.id } }

  /// A task; `nil` if it has ended.
  subscript(id: TaskID) -> TaskIdentity? { identities[id] }

  /// Adds a new task with the next number.
  mutating func begin(_ name: Label, parent: TaskIdentity?) -> TaskIdentity {
    begunCount += 1
    let identity = TaskIdentity(id: TaskID(begunCount), name: name, parent: parent)
    identities[identity.id] = identity
    return identity
  }

  /// Removes a task that ended, and returns the resources that it has not released.
  mutating func end(_ identity: TaskIdentity) -> [TaskIdentity.Holding] {
    identity.isOver = true
    identities[identity.id] = nil
    for holding in identity.holdings { heirs[holding] = nil }
    return identity.holdings
  }

  mutating func sideTaskBegan() { sideTaskCount += 1 }

  mutating func sideTaskEnded() { sideTaskCount -= 1 }
}

// MARK: Resources of pools

extension LivingTasks {
  func note(_ holding: TaskIdentity.Holding, acquiredBy task: TaskID) {
    identities[task]?.holdings.append(holding)
  }

  mutating func note(_ holding: TaskIdentity.Holding, releasedBy task: TaskID) {
    let heir = heirs.isEmpty ? nil : heirs.removeValue(forKey: holding)
    (heir ?? identities[task])?.holdings.removeAll { $0 == holding }
  }

  /// Transfers what a child has acquired, and returns as its result, to its parent.
  mutating func handOverHoldings(of identity: TaskIdentity) {
    guard !identity.holdings.isEmpty, let parent = identity.parent, !parent.isOver else { return }
    for holding in identity.holdings { heirs[holding] = parent }
    parent.holdings += identity.holdings
    identity.holdings = []
  }
}
