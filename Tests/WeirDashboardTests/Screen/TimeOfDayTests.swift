import Testing
import WeirAnalysis
import WeirEvents
import WeirWording

@testable import WeirDashboard
@testable import WeirScreen

/// A real program is shown on the clocks of the person who looks at it.
@Suite struct TimeOfDayTests {
  private static let log = """
    {"weir":2,"version":"1","scenario":"mill.py","started":"2026-11-29T13:02:00.000Z",\
    "source":"asyncio","clock":"real","program":"mill.py"}
    {"t":0,"e":"taskCreated","task":1,"name":"grind-1","role":"grind","parent":0}
    {"t":1000000,"e":"queueCreated","queue":1,"name":"sacks","capacity":4}
    {"t":31400000000,"e":"itemEnqueued","queue":1,"task":1,"item":1,"depth":1}
    {"t":31456000000,"e":"pulse","written":4,"lost":0,"faults":0}

    """

  /// A dashboard at the end of the log, in a zone that is this many seconds ahead of UTC.
  private static func dashboard(ahead: Int = 0) throws -> Dashboard {
    var dashboard = try Replay.dashboard(over: log, name: "mill")
    guard ahead != 0 else { return dashboard }
    var start = dashboard.run.start
    start.wall?.offset = ahead
    let events = try Replay.events(of: log)
    dashboard = Dashboard(start: start, source: dashboard.run.source, theme: Sample.theme)
    _ = dashboard.handle(
      .batchArrived(
        EventBatch(
          events: events, now: VirtualInstant(nanoseconds: 31_456_000_000), state: .running)))
    return dashboard
  }

  @Test func `header, time line and events have the time of day, in UTC with its letter`() throws {
    let rows = Sample.frame(try Self.dashboard(), 120, 40).text.split(separator: "\n")
    #expect(rows[1].contains(" 13:02:31.456Z "))
    #expect(rows[2].hasPrefix(" 13:02:31.4 "))
    #expect(rows.contains { $0.contains("13:02:31.400 ▸ grind-1 put item 1 into sacks") })
  }

  @Test func `another zone has the time of its clocks, and its offset stands on the page`() throws {
    var dashboard = try Self.dashboard(ahead: 3600)
    let text = Sample.frame(dashboard, 120, 40).text
    #expect(text.contains(" 14:02:31.456  "))
    _ = dashboard.handle(.terminal(.keyPressed(.character("S"))))
    let page = Sample.frame(dashboard, 120, 60).text
    #expect(page.contains("Real: instants are times of the day, UTC+01:00."))
    #expect(page.contains("2026-11-29 14:02:00.000 +01:00"))
  }

  @Test func `an axis has round times of the day at their columns`() throws {
    let wall = try #require(WallClock(started: "2026-11-29T13:02:00Z"))
    var start = RunStart(scenario: "mill.py")
    start.wall = wall
    func axis(_ seconds: Double, _ level: Int) -> String {
      TimeAxis.text(
        columns: 40, TimeScale(level: level),
        until: VirtualInstant(nanoseconds: Int64(seconds * 1e9)), ClockText(start))
    }
    #expect(axis(31.456, 7) == "    13:02:20    13:02:25             now")
    #expect(axis(32.3, 7).contains("13:02:30"))
    #expect(axis(86_400 * 3, 20).contains("08:00   16:00    00:00    08:00"))
  }

  @Test func `the labels of an axis with times of the day never touch`() {
    var start = RunStart(scenario: "mill.py")
    start.wall = WallClock(started: "2026-11-29T13:02:17.3Z")
    for columns in stride(from: 4, through: 200, by: 7) {
      for level in 0..<TimeScale.levels {
        let text = TimeAxis.text(
          columns: columns, TimeScale(level: level),
          until: VirtualInstant(nanoseconds: 987_654_321_000), ClockText(start))
        let isClear = text.split(separator: " ").dropLast().allSatisfy { word in
          (5...11).contains(word.count) && word.allSatisfy { $0.isNumber || ":.-".contains($0) }
        }
        guard text.count == columns, isClear else {
          Issue.record("\(columns) columns at level \(level): '\(text)'")
          return
        }
      }
    }
  }

  @Test(arguments: [
    ("13:02:31.4", 31_400), ("13:03", 60_000), ("13:02:00", 0), ("13:01", 86_340_000),
    ("12.5s", 12_500), ("1:30.5", 90_500),
  ])
  func `a time of day can be gone to`(text: String, milliseconds: Int64) throws {
    let dashboard = try Self.dashboard()
    let expected = VirtualInstant(nanoseconds: milliseconds * 1_000_000)
    guard case .instant(let instant)? = try? dashboard.grammar.target(text) else {
      Issue.record("'\(text)' leads nowhere")
      return
    }
    #expect(instant == expected)
  }

  @Test func `a simulation keeps the time since its start`() {
    let text = Sample.frame(Replay.dashboard(), 120, 40).text
    #expect(!text.contains("Z "))
    #expect(ClockText.elapsed.text(VirtualInstant(nanoseconds: 1_500_000_000)) == "00:00:01.500")
    #expect(ClockText.elapsed.zone.isEmpty && ClockText.elapsed.date(.zero).isEmpty)
  }
}
