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
    return String(Sample.frame(dashboard, 100, 24).text.prefix(200))
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

  @Test func `the number of events and the instant are always shown`() {
    for dashboard in [Sample.dashboard(after: 24), Replay.dashboard()] {
      let count = NumberText.exact(dashboard.run.analysis.eventCount)
      for columns in [60, 80, 120, 200] {
        let text = Sample.frame(dashboard, columns, 24).text
        #expect(text.contains("00:00:24.000  #\(count) "), "\(columns)")
      }
    }
  }

  @Test func `each state has a word and a sign of its own`() {
    let words: [StateWord] = [
      .live, .paused, .past(ago: .seconds(3)), .replay, .following, .finished, .end, .cut, .stalled,
    ]
    let signs = words.map { $0.text.prefix(1) }
    #expect(Set(signs).count == words.count)
    #expect(words.allSatisfy { CharacterWidth.of($0.text) <= StateWord.columns })
    #expect(StateWord.past(ago: .milliseconds(38_200)).text == "◂ PAST -38.2s")
  }
}
