import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct HeaderBarTests {
  /// The header of a run at a requested speed of ×8, after some seconds of wall time at another
  /// measured speed.
  private func header(at speed: Double, for seconds: Int, pausedAtEnd: Bool = false) -> String {
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.run(.speedChanged(8)))
    for frame in 0...seconds * 32 {
      let now = VirtualInstant(nanoseconds: Int64(Double(frame) / 32 * speed * 1e9))
      _ = dashboard.handle(.batchArrived(EventBatch(events: [], now: now, state: .running)))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 32))
    }
    if pausedAtEnd { _ = dashboard.handle(.run(.pauseChanged(isPaused: true))) }
    return String(Sample.frame(dashboard, 80, 24).text.prefix(160))
  }

  @Test func `if the program falls behind, the header shows the measured speed first`() {
    #expect(header(at: 0.5, for: 3).contains("×0.5 of ×8"))
    #expect(!header(at: 7.6, for: 3).contains(" of "))
  }

  @Test func `a paused run does not count as too slow`() {
    #expect(!header(at: 0.5, for: 3, pausedAtEnd: true).contains(" of "))
  }

  @Test func `rates of wall time are shown only while the run continues`() {
    #expect(header(at: 8, for: 1).contains("frames/s"))
    let paused = header(at: 8, for: 1, pausedAtEnd: true)
    for word in ["events/s", "frames/s", "skipped"] { #expect(!paused.contains(word)) }
  }
}
