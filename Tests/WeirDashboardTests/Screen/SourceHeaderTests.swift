import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The header names the source, and its fields do not overlap.
@Suite struct SourceHeaderTests {
  private static let endings: [(SourceStatus.Ending?, String)] = [
    (nil, "▸ REPLAY"), (.end(reason: "finished"), "■ END"), (.cut(line: 812), "⊘ CUT"),
    (.failed(message: "It broke. Look."), "⊘ CUT"),
  ]

  private func expectRoom(_ dashboard: Dashboard, _ columns: Int, _ word: String) {
    let box = Box(column: 0, row: 0, columns: columns, rows: 2)
    let rows = dashboard.header.rows(in: box)
    for row in rows {
      #expect(row.left.width <= row.room, "\(row.left.line.text)|\(row.right.line.text)")
    }
    #expect(rows[1].left.line.text.contains(word))
  }

  @Test(arguments: [80, 120, 200], endings)
  func `the header of a log`(columns: Int, ending: (SourceStatus.Ending?, String)) {
    for pitfall in [nil, "no-task-done"] {
      for speed in [1, 0.001, 65536] {
        var dashboard = Replay.dashboard(after: 24) {
          $0.ending = ending.0
          $0.remarks = [Remark(Int.max, "lines skipped"), Remark(3, "instants corrected")]
        }
        dashboard.run.usePitfall(pitfall)
        _ = dashboard.handle(.run(.speedChanged(speed)))
        expectRoom(dashboard, columns, ending.1)
        let text = Sample.frame(dashboard, columns, 24).text
        #expect(text.contains("t.jsonl") && text.contains(" 40%") && text.contains("remarks"))
      }
    }
  }

  @Test(arguments: [80, 120, 200])
  func `the header of a simulation`(columns: Int) {
    expectRoom(Sample.dashboard(after: 24), columns, "● LIVE")
    var dashboard = Sample.dashboard(after: 1)
    let end = VirtualInstant(nanoseconds: 1_000_000_000)
    _ = dashboard.handle(.batchArrived(EventBatch(events: [], now: end, state: .finished)))
    expectRoom(dashboard, columns, "✓ FINISHED")
  }

  @Test(arguments: [80, 120, 200])
  func `the header of a watched program`(columns: Int) throws {
    for name in ["web-server", "thread-pool", "gaps", "unknown", "styles"] {
      let dashboard = try Replay.dashboard(
        over: try Replay.text(ofConformance: name), name: name)
      expectRoom(dashboard, columns, "")
      let rows = Sample.frame(dashboard, columns, 24).text.split(separator: "\n").prefix(2)
      let header = rows.joined(separator: "\n")
      #expect(header.contains("real clock") && header.contains("\(name).jsonl"), "\(header)")
      #expect(!header.contains("seed") && !header.contains("pitfall"), "\(header)")
    }
  }

  @Test func `very long names leave room for the run's state`() {
    let name = String(repeating: "長い名前", count: 50)
    var start = RunStart(scenario: name)
    start.program = WatchedProgram(source: name, name: name + "x")
    start.program?.runtime = name
    start.clock = .real
    let source = SourceStatus(.log, .log, name: "/" + name + ".jsonl")
    let dashboard = Dashboard(start: start, source: source, theme: Sample.theme)
    for columns in [60, 80, 120, 200] {
      let text = Sample.frame(dashboard, columns, 24).text
      #expect(text.contains("▸ REPLAY"))
    }
  }

  @Test func `the position is 100 per cent only at the end`() {
    let running = Replay.dashboard(after: 24, length: 24)
    #expect(Sample.frame(running, 80, 24).text.contains(" 99%"))
    let ended = Replay.dashboard(after: 24, length: 24) { $0.ending = .end(reason: nil) }
    #expect(Sample.frame(ended, 80, 24).text.contains("100%"))
    let empty = Replay.dashboard(after: 0, length: 0)
    #expect(Sample.frame(empty, 80, 24).text.contains(" 0%"))
  }

  @Test(arguments: ["/a/b/run.jsonl", "run.jsonl", "日本/記録.jsonl", ""], 0...16)
  func `a path that is too long keeps its end`(path: String, columns: Int) {
    let text = path.pathEnd(columns: columns)
    #expect(CharacterWidth.of(text) <= columns || text == path)
    #expect(CharacterWidth.of(path) > columns ? text.hasPrefix("…") || columns == 0 : text == path)
  }

  @Test func `the name of the log and the remarks lead to the page about the source`() throws {
    let dashboard = Replay.dashboard(after: 3) { $0.remarks = [Remark(3, "lines skipped")] }
    let areas = dashboard.touchAreas.filter { $0.touch == .action(.page(.source)) }
    #expect(areas.count >= 2)
    var clicked = dashboard
    let box = try #require(areas.first).box
    _ = clicked.handle(
      .terminal(.mouseUsed(.clicked(Point(column: box.column, row: box.row)))))
    #expect(clicked.sourcePage != nil)
  }
}
