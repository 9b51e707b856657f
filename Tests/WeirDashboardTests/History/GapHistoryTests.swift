import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Stretches about which nothing is known stand in every graph.
@Suite struct GapHistoryTests {
  private static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  private static let pulse = Event.Kind.source(.pulse(written: 1, lost: 0, faults: 0))

  private static func gaps(_ events: [(Double, Event.Kind)]) -> [[Double]] {
    var history = GapHistory()
    for (seconds, kind) in events { history.fold(Event(instant(seconds), kind)) }
    return history.gaps.map { [$0.start.seconds, $0.end.seconds] }
  }

  @Test func `what was before the first event is no gap`() {
    #expect(Self.gaps([(9, .source(.snapshotBegan(lost: 7, since: .zero)))]).isEmpty)
  }

  @Test func `a snapshot after a loss ends a gap, however short`() {
    let snapshot = Event.Kind.source(.snapshotBegan(lost: 7, since: Self.instant(2)))
    #expect(Self.gaps([(1, Self.pulse), (2.1, snapshot)]) == [[2, 2.1]])
  }

  @Test func `a short time without a connection is none`() {
    let snapshot = Event.Kind.source(.snapshotBegan(lost: 0, since: Self.instant(2)))
    #expect(Self.gaps([(1, Self.pulse), (2.1, snapshot)]).isEmpty)
    #expect(Self.gaps([(1, Self.pulse), (2.5, snapshot)]) == [[2, 2.5]])
  }

  @Test func `a program that sends signs of life is unknown while none comes`() {
    #expect(Self.gaps([(1, Self.pulse), (2, Self.pulse), (5, Self.pulse)]) == [[2, 5]])
    #expect(Self.gaps([(1, .task(TaskID(1), .resumed)), (5, Self.pulse)]).isEmpty)
  }

  @Test func `only the last gaps are kept`() {
    var events: [(Double, Event.Kind)] = []
    for number in 0..<100 { events.append((Double(number) * 4, Self.pulse)) }
    #expect(Self.gaps(events).count == 64)
  }

  @Test func `a gap has the columns that it covers, and at least one`() {
    var history = GapHistory()
    let snapshot = Event.Kind.source(.snapshotBegan(lost: 7, since: Self.instant(2)))
    history.fold(Event(Self.instant(1), Self.pulse))
    history.fold(Event(Self.instant(4), snapshot))
    let scale = TimeScale(level: 8)
    #expect(scale.column == 800_000_000)
    #expect(history.columns(10, until: Self.instant(8), at: scale) == [2, 3])
    #expect(history.columns(10, until: Self.instant(100), at: scale).isEmpty)
    #expect(history.columns(4, until: Self.instant(100), at: TimeScale(level: 14)) == [2])
    #expect(history.columns(0, until: Self.instant(8), at: scale).isEmpty)
  }

  @Test func `a gap is drawn in lanes and graphs, with a word in the legend`() throws {
    var lines = [
      #"{"weir":2,"version":"1","scenario":"mill.py","started":"2026-11-29T13:02:00Z","source":"asyncio","clock":"real"}"#,
      #"{"t":0,"e":"taskCreated","task":1,"name":"grind-1","role":"grind","parent":0}"#,
      #"{"t":1000000,"e":"queueCreated","queue":1,"name":"sacks","capacity":4}"#,
      #"{"t":2000000,"e":"itemEnqueued","queue":1,"task":1,"item":1,"depth":1}"#,
    ]
    for second in [1, 2, 6, 7, 8] {
      lines.append(
        #"{"t":\#(second)000000000,"e":"pulse","written":4,"lost":0,"faults":0}"#)
    }
    let dashboard = try Replay.dashboard(
      over: lines.joined(separator: "\n") + "\n", name: "mill")
    var frame = Sample.frame(dashboard, 120, 40)
    let lane = try #require(frame.text.split(separator: "\n").first { $0.contains("│grind-1") })
    #expect(lane.contains("┊┊┊┊"))
    var expanded = dashboard
    (expanded.places.focus, expanded.places.isExpanded) = (.tasks, true)
    #expect(Sample.frame(expanded, 120, 40).text.contains("┊ nothing known"))
    (expanded.places.focus, expanded.places.isExpanded) = (.depth, true)
    frame = Sample.frame(expanded, 120, 40)
    #expect(frame.text.contains("┊┊┊┊"))
  }
}
