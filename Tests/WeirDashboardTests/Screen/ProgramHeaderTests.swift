import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The header of a real program that is watched says whether it still reports what it does.
@Suite struct ProgramHeaderTests {
  private static let loop = WorkerID(1)

  private static func dashboard(
    _ events: [Event.Kind] = [], at seconds: Int64 = 1, until end: Int64 = 3,
    _ change: (inout SourceStatus) -> Void = { _ in }
  ) -> Dashboard {
    var start = RunStart(scenario: "shop.py")
    start.clock = .real
    start.program = WatchedProgram(source: "asyncio", name: "shop.py")
    start.program?.pid = 4711
    var source = SourceStatus(.program, .program, name: "/run/weir/4711.sock")
    (source.isGrowing, source.isFollowing, source.connection) = (true, true, .connected)
    change(&source)
    var dashboard = Dashboard(start: start, source: source, theme: Sample.theme)
    _ = dashboard.handle(.run(.pauseChanged(isPaused: false)))
    _ = dashboard.handle(.run(.sourceChanged(source)))
    let instant = VirtualInstant(nanoseconds: seconds * 1_000_000_000)
    _ = dashboard.handle(
      .batchArrived(
        EventBatch(
          events: events.map { Event(instant, $0) },
          now: VirtualInstant(nanoseconds: end * 1_000_000_000), state: .running)))
    return dashboard
  }

  private static func header(_ dashboard: Dashboard, _ columns: Int = 120) -> [String] {
    dashboard.header.rows(in: Box(column: 0, row: 0, columns: columns, rows: 2)).map { row in
      row.left.line.text + " | " + row.right.line.text
    }
  }

  @Test(arguments: [
    (SourceStatus.Connection.connected, "● CONNECTED", "/run/weir/4711.sock"),
    (.silent(seconds: 3), "◌ SILENT 3s", "not heard from for 3s"),
    (.silent(seconds: 600), "◌ SILENT 10min", "not heard from for 10min"),
    (.reconnecting, "◌ RECONNECTING", "waiting for it to start again"),
  ])
  func `there is a word for each state of the connection, and details beside it`(
    connection: SourceStatus.Connection, word: String, detail: String
  ) {
    let header = Self.header(Self.dashboard { $0.connection = connection })
    #expect(header[1].contains(word))
    #expect(header[0].hasSuffix(detail))
  }

  @Test func `a blocked loop is named with its place, and since when`() {
    let place = CallSite(file: Symbol("shop.py"), line: 31)
    let blocked = Event.Kind.worker(Self.loop, .occupied(by: TaskID(1), at: place))
    let header = Self.header(Self.dashboard([blocked]))
    #expect(header[1].contains("▣ BLOCKED 2.0s "))
    #expect(header[0].hasSuffix("blocked in shop.py:31"))
    let freed = Self.header(
      Self.dashboard([blocked, .worker(Self.loop, .freed(by: TaskID(1)))]))
    #expect(freed[1].contains("● CONNECTED"))
  }

  @Test func `a probe that has turned itself off is not connected`() {
    func state(_ faults: UInt32) -> String {
      Self.header(Self.dashboard([.source(.pulse(written: 9, lost: 0, faults: faults))]))[1]
    }
    #expect(state(99).contains("● CONNECTED") && state(100).contains("⊘ PROBE OFF"))
    let remarks = Self.dashboard([.source(.pulse(written: 9, lost: 0, faults: 100))]).run.remarks
    #expect(remarks.map(\.text) == ["faults of the recorder, which has turned itself off"])
  }

  @Test func `only lost events are called so`() {
    let lost = Event.Kind.source(.pulse(written: 9, lost: 3_100_000, faults: 0))
    #expect(Self.header(Self.dashboard([lost])).joined().contains("3.1M events lost"))
    let faults = Event.Kind.source(.pulse(written: 9, lost: 3, faults: 2))
    #expect(Self.header(Self.dashboard([faults])).joined().contains("5 remarks"))
  }

  @Test func `the losses of one process after another are added up`() {
    let events: [SourceEvent] = [
      .snapshotBegan(lost: 0, since: .zero), .pulse(written: 10, lost: 400, faults: 1),
      .pulse(written: 20, lost: 1000, faults: 2), .snapshotBegan(lost: 20, since: .zero),
      .pulse(written: 30, lost: 1000, faults: 2),
      // The program starts again.
      .snapshotBegan(lost: 200, since: .zero), .pulse(written: 5, lost: 200, faults: 0),
      .pulse(written: 9, lost: 500, faults: 3),
    ]
    var losses = SourceLosses()
    for event in events { losses.fold(event) }
    #expect(losses.events == 1500 && losses.faults == 5 && !losses.isOff)
  }

  @Test func `a background worker that computes blocks nothing`() {
    let header = Self.header(
      Self.dashboard([
        .worker(Self.loop, .created(name: Label("thread"), isLoop: false)),
        .worker(Self.loop, .occupied(by: TaskID(1))),
      ]))
    #expect(header[1].contains("● CONNECTED"))
  }

  @Test func `a block for a moment has no word`() {
    let blocked = Event.Kind.worker(Self.loop, .occupied(by: TaskID(1)))
    let header = Self.header(Self.dashboard([blocked], at: 3, until: 3))
    #expect(header[1].contains("● CONNECTED"))
  }

  @Test(arguments: [
    (SourceStatus.Ending.end(reason: "exited"), "■ END"), (.cut(line: 12), "⊘ CUT"),
  ])
  func `an end and a cut have different words`(ending: SourceStatus.Ending, word: String) {
    let header = Self.header(
      Self.dashboard {
        ($0.ending, $0.connection) = (ending, nil)
      })
    #expect(header[1].contains(word))
  }

  @Test func `an earlier place is the past, and the process is the one that runs now`() {
    var dashboard = Self.dashboard { source in
      source.isFollowing = false
      source.read = RunPosition(event: 9, instant: VirtualInstant(nanoseconds: 8_000_000_000))
    }
    #expect(Self.header(dashboard)[1].contains("◂ PAST -5.00s"))
    var source = dashboard.run.source
    source.program = WatchedProgram(source: "asyncio", name: "shop.py")
    source.program?.pid = 4712
    _ = dashboard.handle(.run(.sourceChanged(source)))
    #expect(Self.header(dashboard)[0].contains("pid 4712"))
  }

  @Test(arguments: RunAbility.allCases.filter { ![.pace, .step, .seek, .record].contains($0) })
  func `what has no meaning for a real program says why, in two sentences`(
    ability: RunAbility
  ) throws {
    let source = SourceStatus(.program, .program)
    let refusal = try #require(source.refusal(of: ability))
    #expect(refusal.contains(". ") && refusal.hasSuffix("."))
  }
}
