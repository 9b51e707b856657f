import Dispatch
import WeirDashboard
import WeirTerminal

/// Reads and writes small files one after the other off the screen's loop, so that keys never wait
/// for a disk.
final class FileJobs: Sendable {
  /// The results, for the dashboard.
  let results: AsyncStream<DashboardInput>
  private let continuation: AsyncStream<DashboardInput>.Continuation
  private let queue = DispatchQueue(label: "weir.files", qos: .userInitiated)

  init() {
    (results, continuation) = AsyncStream.makeStream()
  }

  /// Runs a job after the previous ones; its result is sent to `results`.
  func run(_ job: @escaping @Sendable () -> DashboardInput?) {
    queue.async { [continuation] in
      AlternateStack.use()
      if let result = job() { continuation.yield(result) }
    }
  }

  /// Waits until all jobs are done.
  func finish() async {
    await withCheckedContinuation { done in queue.async { done.resume() } }
    continuation.finish()
  }
}
