import Dispatch
import Synchronization

/// A separate thread for the screen: a slow line delays nothing else, and ncurses has one caller at
/// a time.
final class TerminalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "weir.terminal", qos: .userInteractive)
  /// How many jobs and actions have not ended.
  private let pending = Atomic(0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    perform { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Runs an action on the thread, after the earlier ones.
  func perform(_ work: @escaping @Sendable () -> Void) {
    pending.add(1, ordering: .relaxed)
    queue.async {
      AlternateStack.use()
      work()
      self.pending.subtract(1, ordering: .relaxed)
    }
  }

  /// Runs an action that never waits: in the place of the thread if that has nothing to do, so that
  /// it need not wake up, else after the earlier ones.
  func performAtOnce(_ work: @escaping @Sendable () -> Void) {
    guard pending.load(ordering: .relaxed) == 0 else { return perform(work) }
    queue.sync(execute: work)
  }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
