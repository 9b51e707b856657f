import WeirEvents

/// How tasks use the queues that others join.
struct AwaitedUses {
  let joins: Roster<JoinWatch>
  let used: UsedQueues

  /// The use of a queue; `nil` if no task joins it.
  subscript(queue: QueueID) -> QueueUse? {
    guard let position = joins.position(of: UInt64(queue.rawValue)), joins[position].isAwaited
    else { return nil }
    return joins[position].use
  }

  /// Whether a task has an outstanding item of one of these queues. Linear in the number of queues
  /// that it has used.
  func hasOutstanding(_ task: TaskID) -> Bool {
    used.queues(of: task).contains { self[$0]?.hasOutstanding(task) == true }
  }
}
