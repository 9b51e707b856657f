import Dispatch

/// A thread of its own for the screen: a slow line then holds up nobody else, and ncurses has one caller.
final class TerminalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "weir.terminal", qos: .userInteractive)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      AlternateStack.use()
      job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  /// Does something on the thread, after what has been asked of it before.
  func perform(_ work: @escaping @Sendable () -> Void) {
    queue.async {
      AlternateStack.use()
      work()
    }
  }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
