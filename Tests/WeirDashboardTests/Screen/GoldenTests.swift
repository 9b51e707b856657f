import Testing

@testable import WeirDashboard
@testable import WeirScreen

/// Whole frames as text. `WEIR_RECORD_GOLDENS=1` records them; look at the difference before you
/// keep it.
@Suite struct GoldenTests {
  private func busy(ascii: Bool = false) -> Dashboard {
    let run = SampleRun(producers: 12, consumers: 4, capacity: 12, deadline: .seconds(2))
    var dashboard = Sample.dashboard(after: 20, run: run, ascii: ascii)
    _ = dashboard.handle(.run(.recordingStarted(path: "run.weirlog")))
    _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
    return dashboard
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 16)])
  func `the dashboard in its default layout`(columns: Int, rows: Int) throws {
    let frame = Sample.frame(Sample.dashboard(after: 24), columns, rows)
    try Golden("default-\(columns)x\(rows)").check(frame.text)
  }

  @Test func `the dashboard before the first event`() throws {
    try Golden("empty-80x24").check(Sample.frame(Sample.dashboard(), 80, 24).text)
  }

  @Test func `a full queue while recording and paused`() throws {
    try Golden("busy-120x40").check(Sample.frame(busy(), 120, 40).text)
  }

  @Test func `a full queue in ASCII`() throws {
    let frame = Sample.frame(busy(ascii: true), 80, 24)
    try Golden("busy-ascii-80x24").check(frame.text)
    #expect(frame.cells.allSatisfy { $0.character.isASCII && $0.character != Cell.continuation })
  }

  @Test func `more tasks than rows`() throws {
    let run = SampleRun(producers: 64, consumers: 64, capacity: 200)
    try Golden("many-80x24").check(Sample.frame(Sample.dashboard(after: 10, run: run), 80, 24).text)
  }

  @Test(arguments: [(20, 5), (59, 24), (80, 15)])
  func `too small a screen shows its size and the needed size`(columns: Int, rows: Int) throws {
    let frame = Sample.frame(Sample.dashboard(after: 1), columns, rows)
    try Golden("too-small-\(columns)x\(rows)").check(frame.text)
  }

  @Test func `the help at several sizes`() throws {
    var dashboard = Sample.dashboard(after: 1)
    _ = dashboard.handle(.terminal(.keyPressed(.character("?"))))
    try Golden("help-120x40").check(Sample.frame(dashboard, 120, 40).text)
    _ = dashboard.handle(.terminal(.keyPressed(.down)))
    try Golden("help-80x24").check(Sample.frame(dashboard, 80, 24).text)
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 16)])
  func `the list of scenarios with a picture of the chosen one`(columns: Int, rows: Int) throws {
    var dashboard = Sample.dashboard(after: 1)
    _ = dashboard.handle(.terminal(.keyPressed(.character("s"))))
    let run = SampleRun.batch(until: 8)
    _ = dashboard.handle(.scenarioPreviewed(name: "producer-consumer", run))
    try Golden("picker-\(columns)x\(rows)").check(Sample.frame(dashboard, columns, rows).text)
  }

  @Test func `tasks as a table and as a tree over the whole screen`() throws {
    var dashboard = Sample.dashboard(after: 6)
    for key in ["3", "f", "e"] as [Character] {
      _ = dashboard.handle(.terminal(.keyPressed(.character(key))))
    }
    try Golden("table-120x40").check(Sample.frame(dashboard, 120, 40).text)
    _ = dashboard.handle(.terminal(.keyPressed(.character("e"))))
    try Golden("tree-80x24").check(Sample.frame(dashboard, 80, 24).text)
  }

  @Test func `the colours by their meaning`() throws {
    let frame = Sample.frame(busy(), 80, 24)
    try Golden("busy-styles-80x24").check(StyleLetters(Sample.theme).grid(of: frame))
  }
}
