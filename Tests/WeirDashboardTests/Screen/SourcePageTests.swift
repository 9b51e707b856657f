import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Replays as pictures, and the page about the source.
@Suite struct SourcePageTests {
  private static let sizes = [(80, 24), (120, 40)]

  private func cut() -> Dashboard {
    Replay.dashboard(after: 24) {
      $0.ending = .cut(line: 812)
      $0.remarks = [
        Remark(12, "lines of an unknown kind skipped"), Remark(3, "instants moved to their line"),
      ]
    }
  }

  private func foreign() throws -> Dashboard {
    try Replay.dashboard(over: Replay.text(ofConformance: "web-server"), name: "web-server")
  }

  private func open(_ dashboard: Dashboard) -> Dashboard {
    var dashboard = dashboard
    _ = dashboard.handle(.terminal(.keyPressed(.character("S"))))
    return dashboard
  }

  @Test(arguments: sizes)
  func `replays of several logs`(columns: Int, rows: Int) throws {
    let size = "\(columns)x\(rows)"
    let end = Replay.dashboard(after: 24, length: 24) { $0.ending = .end(reason: "quit") }
    let all: [(String, Dashboard)] = [
      ("running", Replay.dashboard()), ("end", end), ("cut", cut()), ("foreign", try foreign()),
    ]
    for (name, dashboard) in all {
      try Golden("replay-\(name)-\(size)").check(Sample.frame(dashboard, columns, rows).text)
    }
  }

  @Test(arguments: sizes)
  func `the page about the source`(columns: Int, rows: Int) throws {
    let size = "\(columns)x\(rows)"
    let all: [(String, Dashboard)] = [
      ("live", Sample.dashboard(after: 24)), ("cut", cut()), ("foreign", try foreign()),
    ]
    for (name, dashboard) in all {
      let frame = Sample.frame(open(dashboard), columns, rows)
      try Golden("source-\(name)-\(size)").check(frame.text)
    }
  }

  @Test func `the page opens by key and by command, scrolls to its end and closes with Esc`() {
    var dashboard = cut()
    _ = dashboard.handle(.terminal(.resized(Size(columns: 80, rows: 24))))
    for key in ":source" { _ = dashboard.handle(.terminal(.keyPressed(.character(key)))) }
    _ = dashboard.handle(.terminal(.keyPressed(.enter)))
    #expect(dashboard.sourcePage != nil)
    #expect(!Sample.frame(dashboard, 80, 24).text.contains("fire triggers"))
    for _ in 0..<100 { _ = dashboard.handle(.terminal(.keyPressed(.down))) }
    #expect(Sample.frame(dashboard, 80, 24).text.contains("The same seed"))
    _ = dashboard.handle(.terminal(.keyPressed(.home)))
    #expect(dashboard.sourcePage?.scroll == 0)
    _ = dashboard.handle(.terminal(.keyPressed(.escape)))
    #expect(dashboard.overlay == nil)
  }

  @Test func `events that the recorder lost are a remark`() throws {
    let gaps = try Replay.dashboard(over: Replay.text(ofConformance: "gaps"), name: "gaps")
    #expect(
      gaps.run.remarks == [
        Remark(204_000, "events lost by their recorder"),
        Remark(1, "fault of the recorder"),
      ])
    #expect(Sample.frame(gaps, 80, 24).text.contains("204k remarks"))
  }

  @Test func `a program that was started here is named by its command, once`() throws {
    let log = """
      {"weir":2,"version":"1","scenario":"mill.py","started":"2026-11-29T13:02:00Z",\
      "source":"asyncio","clock":"real","program":"mill.py","command":["mill.py","-q"]}
      {"t":0,"e":"taskCreated","task":1,"name":"grind-1","role":"grind","parent":0}

      """
    let run = try Replay.dashboard(over: log, name: "mill").run
    var source = run.source
    (source.kind, source.name) = (.program, "python3 mill.py -q")
    func labels(_ source: SourceStatus) -> [String] {
      let shown = ShownRun(run.start, of: run.description, from: source, thresholds: .init())
      return SourcePageText(run: shown, repetition: nil).rows(80).map(\.text).filter {
        $0.hasPrefix("socket") || $0.hasPrefix("command")
      }
    }
    #expect(labels(source) == ["socket     python3 mill.py -q", "command    mill.py -q"])
    source.outputPath = "/var/log/mill.txt"
    #expect(labels(source) == ["command    python3 mill.py -q"])
  }

  @Test(arguments: ["quit", "finished", "stalled", "limit", "full", "exited", "bored", nil])
  func `every reason for an end is put into words`(reason: String?) {
    let dashboard = Replay.dashboard(after: 1) { $0.ending = .end(reason: reason) }
    let rows = SourcePageText(run: dashboard.run, repetition: dashboard.options.repetition).rows(
      300)
    let ended = rows.first { $0.text.hasPrefix("ended") }?.text
    #expect(ended?.hasSuffix(".") == true)
    if reason == "bored" { #expect(ended?.contains("“bored”") == true) }
  }
}
