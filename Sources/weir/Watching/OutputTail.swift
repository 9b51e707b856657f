import Foundation
import Synchronization
import WeirDashboard
import WeirTerminal

/// Reads what a program prints to its file, for the dashboard, a few times per second.
///
/// It is never far behind: of what is printed too fast, only the newest part is shown.
final class OutputTail: Sendable {
  /// What was printed, for the dashboard.
  let reports: AsyncStream<DashboardInput>
  private let reporting: AsyncStream<DashboardInput>.Continuation
  private let isStopped = Atomic(false)

  private static let interval: UInt32 = 100_000
  /// How many bytes are read at a time, and how many are skipped at most without a word.
  private static let portion = 64 * 1024
  private static let longest = 1 << 20

  init(_ file: ProgramOutputFile) {
    (reports, reporting) = AsyncStream.makeStream()
    let thread = Thread { [self] in
      AlternateStack.use()
      var offset = 0
      while !isStopped.load(ordering: .relaxed) {
        offset = read(file, from: offset)
        usleep(OutputTail.interval)
      }
      reporting.finish()
    }
    thread.name = "weir.output"
    thread.start()
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  private func read(_ file: ProgramOutputFile, from start: Int) -> Int {
    var offset = start
    let ahead = file.size - offset
    if ahead > OutputTail.longest {
      let skipped = ahead - OutputTail.portion
      reporting.yield(.outputSkipped(bytes: skipped))
      offset += skipped
    }
    let bytes = file.bytes(from: offset, limit: OutputTail.portion)
    if !bytes.isEmpty { reporting.yield(.outputPrinted(bytes)) }
    return offset + bytes.count
  }
}
