import WeirEvents

/// Which queues each live task has used, so that its end concerns these alone.
struct UsedQueues: Sendable {
  /// The queues of one task.
  private struct Use: Sendable {
    var queues: [QueueID]
    /// At which length to look for queues that are no longer known, or that are there twice since
    /// they were forgotten meanwhile.
    var nextSweep = Use.firstSweep

    private static var firstSweep: Int { 64 }

    mutating func sweep(_ isKnown: (QueueID) -> Bool) {
      var seen: Set<QueueID> = []
      queues.removeAll { !isKnown($0) || !seen.insert($0).inserted }
      nextSweep = max(Use.firstSweep, 2 * queues.count)
    }
  }

  private var uses = Roster<Use>()

  /// The queues that a task has used, in the order in which it began to use them; some may no
  /// longer be known. At most twice as many as are known, or 64.
  func queues(of task: TaskID) -> [QueueID] { uses.value(of: UInt64(task.rawValue))?.queues ?? [] }

  /// Notes that a task uses a queue for the first time. Amortized constant time.
  ///
  /// - Parameter isKnown: Which queues are known; a task may use ever new ones.
  mutating func note(_ queue: QueueID, by task: TaskID, sweeping isKnown: (QueueID) -> Bool) {
    guard let position = uses.position(of: UInt64(task.rawValue)) else {
      return uses.insert(Use(queues: [queue]), for: UInt64(task.rawValue))
    }
    uses.update(at: position) { use in
      if use.queues.count >= use.nextSweep { use.sweep(isKnown) }
      use.queues.append(queue)
    }
  }

  /// Forgets a task, and returns the queues that it has used.
  mutating func take(_ task: TaskID) -> [QueueID] {
    guard let position = uses.position(of: UInt64(task.rawValue)) else { return [] }
    defer { uses.remove(at: position) }
    return uses[position].queues
  }

  /// Forgets the tasks that are not alive.
  mutating func keep(onlyLiving tasks: TaskLedger) {
    uses.removeAll { number, _ in !tasks.isLive(TaskID(UInt32(truncatingIfNeeded: number))) }
  }
}
