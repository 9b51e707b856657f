import Dispatch
import WeirDashboard
import WeirTerminal

/// Reads and writes small files one after the other off the screen's loop, so that keys never wait
/// for a disk.
final class Errands: Sendable {
  /// The results, for the dashboard.
  let results: AsyncStream<DashboardInput>
  private let continuation: AsyncStream<DashboardInput>.Continuation
  private let queue = DispatchQueue(label: "weir.files", qos: .userInitiated)

  init() {
    (results, continuation) = AsyncStream.makeStream()
  }

  /// Runs a job after the previous ones; its result is sent to `results`.
  func run(_ errand: @escaping @Sendable () -> DashboardInput?) {
    queue.async { [continuation] in
      AlternateStack.use()
      if let result = errand() { continuation.yield(result) }
    }
  }

  /// Waits until all jobs are done.
  func finish() async {
    await withCheckedContinuation { done in queue.async { done.resume() } }
    continuation.finish()
  }
}
