import WeirAnalysis
import WeirEvents

extension ShownRun {
  /// Goes to the event that an action asks for about a task: what it did last, who woke it, who
  /// cancelled it, who filled the queue that it is about. Again, it goes to the one before.
  func explaining(_ action: TasksAction, of task: TaskID) -> [Effect] {
    switch cause(of: action, task) {
    case .found(let cause):
      [.call(.goTo(.cause(cause, before: max(analysis.eventCount - 1, 0))))]
    case .none(let reason): [.say(reason)]
    }
  }

  private enum Search {
    case found(Cause)
    /// There is nothing to look for, in two sentences.
    case none(String)
  }

  private func cause(of action: TasksAction, _ task: TaskID) -> Search {
    switch action {
    case .waker: .found(.woke(task))
    case .canceller: .found(.cancelled(task))
    case .filler:
      queue(of: task).map { .found(.filled($0)) }
        ?? .none("This task waits for no queue. Choose one that does.")
    case .lastChange, .nextView, .previousSortColumn, .nextSortColumn, .invertSort, .follow:
      .found(.changed(task))
    }
  }

  /// The queue that a task waits for, or the only one there is.
  private func queue(of task: TaskID) -> QueueID? {
    let wait = analysis.tasks[task]?.wait
    if case .queuePut(let queue) = wait { return queue }
    if case .queueGet(let queue) = wait { return queue }
    if case .join(let queue) = wait { return queue }
    return analysis.queues.records.count == 1 ? analysis.queues.records.first?.id : nil
  }
}
