import WeirEvents

/// Sorts waiting tasks by role and by what they wait for, in one pass over all tasks.
struct WaitSorting {
  /// What makes tasks one group.
  struct Key: Hashable {
    let role: Symbol
    let kind: WaitKind
    /// The number of what is waited for, or the role of the awaited task; 0 if that says nothing.
    let number: UInt32
  }

  /// A group without its holders.
  struct Entry {
    let key: Key
    var count = 0
    var task: TaskID
    var wait: Wait
    var since: VirtualInstant
    var isCaught = false
  }

  private(set) var groups: [Entry] = []
  private(set) var taskCount = 0
  private(set) var furtherTaskCount = 0
  private var places: [Key: Int] = [:]

  init(_ analysis: Analysis) {
    let caught = Set(analysis.cyclesOfTasks.joined())
    let tasks = analysis.tasks
    for record in tasks.presentRecords where record.state == .waiting || record.state == .sleeping {
      guard let wait = record.wait else { continue }
      note(record, wait, isCaught: !caught.isEmpty && caught.contains(record.id), tasks)
    }
  }

  private mutating func note(
    _ record: TaskRecord, _ wait: Wait, isCaught: Bool, _ tasks: TaskLedger
  ) {
    let role = record.groupRole
    let key = Key(role: role, kind: wait.kind, number: number(of: wait, tasks))
    guard let place = place(of: key, record, wait) else { return furtherTaskCount += 1 }
    taskCount += 1
    groups[place].count += 1
    if isCaught { groups[place].isCaught = true }
    if record.since < groups[place].since {
      groups[place].task = record.id
      groups[place].wait = wait
      groups[place].since = record.since
    }
  }

  /// The place of a group, which is made if there is room; `nil` otherwise.
  private mutating func place(of key: Key, _ record: TaskRecord, _ wait: Wait) -> Int? {
    if let known = places[key] { return known }
    guard groups.count < WaitGroups.groupLimit else { return nil }
    places[key] = groups.count
    groups.append(Entry(key: key, task: record.id, wait: wait, since: record.since))
    return groups.count - 1
  }

  private func number(of wait: Wait, _ tasks: TaskLedger) -> UInt32 {
    switch wait {
    case .queuePut(let queue), .queueGet(let queue), .join(let queue): queue.rawValue
    case .poolAcquire(let pool): pool.rawValue
    case .batch(let batcher): batcher.rawValue
    case .work(let worker): worker.rawValue
    case .child(let child): tasks[child]?.groupRole.index ?? 0
    case .other(let what): what.index
    case .sleep, .children, .offload: 0
    }
  }
}

extension WaitSorting.Entry {
  /// Whether it comes before another one. No two have the same first task.
  static func < (left: Self, right: Self) -> Bool {
    (left.rank, left.since, left.task) < (right.rank, right.since, right.task)
  }

  private var rank: Int {
    if isCaught { return 0 }
    switch wait {
    case .poolAcquire, .queuePut, .offload: return 1
    case .batch, .other, .work: return 2
    case .join, .child, .children: return 3
    case .queueGet: return 4
    case .sleep: return 5
    }
  }
}

extension TaskRecord {
  /// Its role; the stem of its name if the log names none.
  fileprivate var groupRole: Symbol { role.isEmpty ? name.stem : role }
}
