import Dispatch
import WeirDashboard
import WeirTerminal

/// Reads and writes small files one after the other beside the screen, whose keys wait for no disk.
final class Errands: Sendable {
  /// What came of them, for the dashboard.
  let results: AsyncStream<DashboardInput>
  private let continuation: AsyncStream<DashboardInput>.Continuation
  private let queue = DispatchQueue(label: "weir.files", qos: .userInitiated)

  init() {
    (results, continuation) = AsyncStream.makeStream()
  }

  /// Runs an errand after those before it; what it returns is told.
  func run(_ errand: @escaping @Sendable () -> DashboardInput?) {
    queue.async { [continuation] in
      AlternateStack.use()
      if let result = errand() { continuation.yield(result) }
    }
  }

  /// Waits until all errands are done.
  func finish() async {
    await withCheckedContinuation { done in queue.async { done.resume() } }
    continuation.finish()
  }
}
