import Dispatch
import WeirTerminal

/// A serial queue for an actor that may block on a disk or a pipe, so that nothing else has to
/// wait.
final class SerialQueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(_ name: String) {
    queue = DispatchQueue(label: name, qos: .userInitiated)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      AlternateStack.use()
      job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }
}
