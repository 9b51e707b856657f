import Testing
import WeirAnalysis
import WeirEvents
import WeirScenarios
import WeirTestSupport

@testable import WeirDashboard
@testable import weir

/// Other thresholds of the lints count in all of a log.
@Suite struct LogThresholdsTests {
  /// What a log shows at some places, visited in order.
  private struct Seen: Equatable {
    var findings: [[Finding]] = []
    var digests: [String] = []
    var timeline = RunTimeline()
  }

  private static let places = [25.0, 4, 28, 12].map {
    VirtualInstant(nanoseconds: Int64($0 * 1e9))
  }

  private static var loose: LintThresholds {
    var thresholds = LintThresholds()
    (thresholds.saturatedShare, thresholds.saturationWindow) = (0.2, .seconds(2))
    (thresholds.joinGrace, thresholds.quiet) = (.milliseconds(1), .milliseconds(10))
    return thresholds
  }

  /// Reads a log to its end, changes the thresholds if there are others, and visits all places once
  /// the past has been counted with them.
  private func visit(_ source: LogSource, changing other: LintThresholds?) async -> Seen {
    var seen = Seen()
    var rest = LogThresholdsTests.places[...]
    var isCounted = false
    source.perform(.goTo(.end))
    for await update in source.updates {
      switch update {
      case .timelineRead(let timeline): seen.timeline = timeline
      case .restored(let restored, _) where restored.position.instant == rest.first:
        seen.findings.append(restored.history.analysis.findings)
        seen.digests.append(restored.digest)
        rest.removeFirst()
      case .restored(let restored, _):
        isCounted = [nil, restored.history.thresholds].contains(other)
      case .seekEnded(let arrival) where arrival.target == .end:
        if let other { source.perform(.use(other)) }
      default: continue
      }
      guard isCounted else { continue }
      guard let next = rest.first else { break }
      source.perform(.goTo(.instant(next)))
    }
    source.stop()
    return seen
  }

  @Test(.mustEnd)
  func `a log whose thresholds change is as if it had been opened with them`() async throws {
    let specification = try ScenarioCatalog.specification(
      of: "producer-consumer", pitfall: "no-task-done", seed: 42)
    let end = VirtualInstant.zero.advanced(by: .seconds(30))
    let text = try LogText(of: specification, until: end).text
    let log = try TestLog(text)
    let changed = await visit(
      LogSource(try LogFile(path: log.path), speed: 1, isPaused: true),
      changing: LogThresholdsTests.loose)
    let opened = await visit(
      LogSource(
        try LogFile(path: log.path), speed: 1, isPaused: true, thresholds: LogThresholdsTests.loose
      ), changing: nil)
    let plain = await visit(
      LogSource(try LogFile(path: log.path), speed: 1, isPaused: true), changing: nil)
    #expect(changed.findings == opened.findings && changed.digests == opened.digests)
    #expect(changed.findings != plain.findings)
    #expect(changed.timeline == opened.timeline)
  }
}
