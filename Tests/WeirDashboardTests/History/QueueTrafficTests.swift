import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct QueueTrafficTests {
  /// A log may use one number for queues of several names, and many numbers for one name.
  @Test func `numbers that are used again for other names are handled`() {
    var picture = RunHistory()
    func create(_ number: UInt32, _ name: String) -> Event {
      Event(
        .zero, .queue(QueueID(number), .created(name: Label(name), capacity: nil, overflow: .block))
      )
    }
    let events =
      [create(1, "a"), create(1, "b")] + (UInt32(2)..<1200).map { create($0, "c") }
    picture.fold(EventBatch(events: events, now: .zero, state: .running))
    #expect(picture.analysis.eventCount == 1200)
  }
}
