/// Who lives and what waits: the parts of an analysis that keep one record for each task, queue, timeout and worker.
struct Ledgers: Sendable {
  var tasks: TaskLedger
  var queues = QueueLedger()
  var timeouts = TimeoutLedger()
  var workers = WorkerLedger()

  init(retainedTasks: Int) {
    tasks = TaskLedger(retained: retainedTasks)
  }

  /// Takes in one event, and answers with the stay that it ended.
  mutating func fold(_ event: Event) -> TaskStay? {
    let stay = tasks.fold(event)
    queues.fold(event, ended: stay)
    switch event.kind {
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      timeouts.fold(event, tasks: tasks)
    case .workerOccupied, .workerFreed:
      workers.fold(event)
    default:
      break
    }
    return stay
  }
}
