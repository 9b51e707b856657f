import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirTestSupport

@testable import weir

/// The log of a run without a screen, up to an instant.
struct LogText {
  let text: String

  init(of specification: RunSpecification, until end: VirtualInstant) throws {
    let output = MemoryOutput()
    let header = LogHeader(specification, version: Weir.version, started: "then")
    _ = try HeadlessRun(
      specification, until: end, thresholds: .init(),
      writer: try SessionWriter(header, to: output))
    text = output.text
  }

  /// Its lines without the header, which has the wall time.
  var lines: [Substring] { LogText.lines(text) }

  static func lines(_ text: String) -> [Substring] {
    Array(text.split(separator: "\n").dropFirst())
  }

  /// The lines of a log without the reason of its end, which differs without a screen.
  static func withoutReason(_ lines: [Substring]) -> [Substring] {
    lines.map { line in line.contains("\"e\":\"end\"") ? line.prefix { $0 != "r" } : line }
  }
}
