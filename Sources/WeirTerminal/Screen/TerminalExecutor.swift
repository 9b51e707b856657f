import Dispatch

/// A separate thread for the screen: a slow line delays nothing else, and ncurses has one caller.
final class TerminalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "weir.terminal", qos: .userInteractive)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      AlternateStack.use()
      job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  /// Runs an action on the thread, after the earlier ones.
  func perform(_ work: @escaping @Sendable () -> Void) {
    queue.async {
      AlternateStack.use()
      work()
    }
  }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
