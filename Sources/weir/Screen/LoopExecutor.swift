import Dispatch
import WeirTerminal

/// Where the loop of the screen runs, and all that passes inputs to it: they take turns, so that
/// passing an input on wakes no other thread.
final class LoopExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "weir.screen", qos: .userInteractive)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      AlternateStack.use()
      job.runSynchronously(on: self.asUnownedTaskExecutor())
    }
  }

  /// Runs an action after some time, between others.
  func perform(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
    let wait = Int(max(delay, .zero) / .nanoseconds(1))
    queue.asyncAfter(deadline: .now() + .nanoseconds(wait)) {
      AlternateStack.use()
      work()
    }
  }
}
