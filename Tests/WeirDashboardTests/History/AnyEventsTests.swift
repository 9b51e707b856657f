import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@testable import WeirDashboard
@testable import WeirScreen

/// No content of a log stops the dashboard: any events, in any order, at any instants.
@Suite struct AnyEventsTests {
  private static let seeds = UInt64(0)..<16

  @Test(arguments: seeds)
  func `the history of a run accepts any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var picture = RunHistory()
    for round in 0..<20 {
      picture.watch(TaskID(UInt32(round % 5)))
      let some = events.next(100)
      picture.fold(EventBatch(events: some, now: events.instant(), state: state(round)))
      _ = picture.ratesOfWork
      _ = picture.lanes.lanes(since: events.instant())
    }
    #expect(picture.analysis.eventCount == 2000)
  }

  @Test(arguments: seeds)
  func `the screen draws any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var dashboard = Sample.dashboard()
    for round in 0..<8 {
      let batch = EventBatch(events: events.next(200), now: events.instant(), state: state(round))
      _ = dashboard.handle(.batchArrived(batch))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
      let frame = Sample.frame(dashboard, [80, 120, 200][round % 3], [24, 40, 50][round % 3])
      #expect(frame.size.rows > 0)
    }
  }

  private func state(_ round: Int) -> RunState {
    [.running, .stalled, .running, .finished][round % 4]
  }
}
