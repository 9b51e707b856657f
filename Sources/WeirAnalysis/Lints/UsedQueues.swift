import WeirEvents

/// Which queues each live task has used, so that its end concerns these alone.
struct UsedQueues: Sendable {
  private var queues = Roster<[QueueID]>()

  /// The length from which on a list is searched for queues that are no longer known.
  private static var longest: Int { 64 }

  /// The queues that a task has used, in the order in which it began to use them; some may no
  /// longer be known.
  func queues(of task: TaskID) -> [QueueID] { queues.value(of: UInt64(task.rawValue)) ?? [] }

  /// Notes that a task uses a queue for the first time. Amortized constant time.
  ///
  /// - Parameter isKnown: Which queues are known; a task may use ever new ones.
  mutating func note(_ queue: QueueID, by task: TaskID, sweeping isKnown: (QueueID) -> Bool) {
    guard let position = queues.position(of: UInt64(task.rawValue)) else {
      return queues.insert([queue], for: UInt64(task.rawValue))
    }
    queues.update(at: position) { list in
      // At each doubling.
      if list.count >= UsedQueues.longest, list.count.nonzeroBitCount == 1 {
        list.removeAll { !isKnown($0) }
      }
      list.append(queue)
    }
  }

  /// Forgets a task, and returns the queues that it has used.
  mutating func take(_ task: TaskID) -> [QueueID] {
    guard let position = queues.position(of: UInt64(task.rawValue)) else { return [] }
    defer { queues.remove(at: position) }
    return queues[position]
  }

  /// Forgets the tasks that are not alive.
  mutating func keep(onlyLiving tasks: TaskLedger) {
    queues.removeAll { number, _ in !tasks.isLive(TaskID(UInt32(truncatingIfNeeded: number))) }
  }
}
