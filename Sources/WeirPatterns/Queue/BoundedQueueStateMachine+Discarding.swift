import DequeModule

extension BoundedQueueStateMachine {
  struct DiscardAction {
    /// Handed out, so that an element never dies inside the lock.
    var items: Deque<Item>
    var joiners: [Wakeup] = []
    var admissions: [Admission] = []
  }

  /// Everything that waits in the queue is given up; it counts as done.
  mutating func discard() -> DiscardAction {
    var action = DiscardAction(items: items)
    items = []
    unfinished -= action.items.count
    while let admission = admit() { action.admissions.append(admission) }
    guard unfinished == 0 else { return action }
    while let joiner = joiners.popFirst() {
      action.joiners.append(wakeup(joiner.task, joiner.waiter, .joiner(joiner.number), .done))
    }
    return action
  }
}
