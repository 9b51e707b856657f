import Dispatch
import WeirTerminal

/// A thread of its own for an actor that may wait for a disk or a pipe: it holds up nobody else.
final class OwnThread: SerialExecutor {
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
