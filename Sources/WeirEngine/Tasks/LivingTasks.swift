import WeirEvents

/// The tasks of a simulation that have begun and not ended, and who holds what of pools.
struct LivingTasks {
  private var identities: [TaskID: TaskIdentity] = [:]
  private var begunCount: UInt32 = 0
  /// Who holds what a child of a group acquired and returned; the report that gives it back still
  /// names the child.
  private var heirs: [TaskIdentity.Holding: TaskIdentity] = [:]
  /// How many operations run beside the task in whose name they were started.
  private var besideCount = 0

  /// How many tasks there are, without operations that run beside them.
  var count: Int { identities.count }

  /// Whether neither a task nor an operation beside one is left.
  var isEmpty: Bool { identities.isEmpty && besideCount == 0 }

  /// The tasks in the order of their creation.
  var inOrder: [TaskIdentity] { identities.values.sorted { $0.id < $1.id } }

  /// A task; nil if it has ended.
  subscript(id: TaskID) -> TaskIdentity? { identities[id] }

  /// Numbers a new task.
  mutating func begin(_ name: Label, parent: TaskIdentity?) -> TaskIdentity {
    begunCount += 1
    let identity = TaskIdentity(id: TaskID(begunCount), name: name, parent: parent)
    identities[identity.id] = identity
    return identity
  }

  /// Takes a task out, and answers with what it has not given back.
  mutating func end(_ identity: TaskIdentity) -> [TaskIdentity.Holding] {
    identity.isOver = true
    identities[identity.id] = nil
    for holding in identity.holdings { heirs[holding] = nil }
    return identity.holdings
  }

  mutating func operationBesideBegan() { besideCount += 1 }

  mutating func operationBesideEnded() { besideCount -= 1 }
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

  /// What a child has acquired and returns is its parent's from now on.
  mutating func handOverHoldings(of identity: TaskIdentity) {
    guard !identity.holdings.isEmpty, let parent = identity.parent, !parent.isOver else { return }
    for holding in identity.holdings { heirs[holding] = parent }
    parent.holdings += identity.holdings
    identity.holdings = []
  }
}
