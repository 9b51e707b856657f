import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios
import WeirTestSupport

@testable import WeirDashboard
@testable import WeirScreen

/// What a painter shows equals what would be drawn from nothing, as soon as it is due.
@Suite struct FramePainterTests {
  private static let size = Size(columns: 120, rows: 40)
  private static let frameSeconds = 1.0 / 30

  /// A dashboard, what a painter shows of it, and how old that is.
  private struct Shown {
    var dashboard: Dashboard
    var painter = FramePainter()
    var frame = Frame(size: FramePainterTests.size)
    /// The frame when everything was due last, and how many frames ago that was.
    var due: (frame: Frame, age: Int)?
    private var beat = 0

    init(_ dashboard: Dashboard) {
      self.dashboard = dashboard
      _ = self.dashboard.handle(.terminal(.resized(FramePainterTests.size)))
    }

    /// What is drawn from nothing.
    var fresh: Frame {
      var frame = Frame(size: FramePainterTests.size)
      dashboard.draw(in: &frame)
      return frame
    }

    /// Paints the next frame, and checks it.
    mutating func paint() {
      if let next = painter.frame(of: dashboard, at: FramePainterTests.size) { frame = next }
      let isDue = !dashboard.isInMotion || dashboard.beat.number != beat || due == nil
      beat = dashboard.beat.number
      let fresh = fresh
      if isDue {
        due = (fresh, 0)
        #expect(frame == fresh)
      } else if let former = due {
        due?.age += 1
        #expect(former.age < 3)
        expectOnlyFlowMoved(since: former.frame, towards: fresh)
      }
    }

    /// Each row of the flow is new, or the former one with other digits; the rest has not changed.
    private func expectOnlyFlowMoved(since former: Frame, towards fresh: Frame) {
      let flow = dashboard.screen.movingPlace?.box ?? .empty
      for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns
        where !flow.contains(Point(column: column, row: row)) {
          guard frame[column, row] != former[column, row] else { continue }
          Issue.record("\(column), \(row) has changed before it was due")
          return
        }
        guard row >= flow.row, row < flow.endRow else { continue }
        let columns = flow.column..<flow.endColumn
        let isNew = columns.allSatisfy { frame[$0, row] == fresh[$0, row] }
        let isNumber = columns.allSatisfy { frame[$0, row].isSameNumber(as: fresh[$0, row]) }
        #expect(isNew || isNumber)
      }
    }
  }

  @Test(arguments: ScenarioCatalog.descriptions.map(\.name))
  func `what is shown of a run is exact when it is due`(scenario: String) throws {
    // A seed of its own for most scenarios.
    let seed = UInt64(scenario.utf8.count)
    let specification = try ScenarioCatalog.specification(of: scenario, seed: seed)
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    defer { run.simulation.tearDown() }
    var shown = Shown(
      Dashboard(
        description: try ScenarioCatalog.description(of: scenario),
        start: RunStart(specification), theme: Sample.theme,
        options: .init(scenarios: ScenarioCatalog.descriptions)))
    var dice = Dice(seed)
    for frame in 1...80 {
      run.simulation.run(until: PastBench.instant(Double(frame) / 20))
      for batch in batches { _ = shown.dashboard.fold(batch) }
      batches = []
      if dice.once(in: 8) { press(&shown.dashboard, &dice) }
      _ = shown.dashboard.handle(.frameDue(secondsPassed: FramePainterTests.frameSeconds))
      shown.paint()
    }
  }

  /// Presses a key that changes the screen, or lets the source report something.
  private func press(_ dashboard: inout Dashboard, _ dice: inout Dice) {
    let inputs: [DashboardInput] = [
      .terminal(.keyPressed(.tab)), .terminal(.keyPressed(.down)),
      .terminal(.keyPressed(.character("?"))), .terminal(.keyPressed(.escape)),
      .terminal(.keyPressed(.character("l"))), .terminal(.keyPressed(.character("v"))),
      .terminal(.keyPressed(.character("z"))), .noticeShown("A notice."),
      .run(.pauseChanged(isPaused: true)), .run(.pauseChanged(isPaused: false)),
      .run(.speedChanged(4)), .run(.recordingStarted(path: "a")),
    ]
    _ = dashboard.handle(inputs[dice.below(inputs.count)])
  }

  @Test func `text waits for the beat, and a key does not`() {
    var shown = Shown(Sample.dashboard(after: 5))
    _ = shown.dashboard.handle(.frameDue(secondsPassed: 1))
    shown.paint()
    let first = shown.frame.text
    var run = SampleRun(deadline: .seconds(4))
    _ = run.batch(until: 5)
    _ = shown.dashboard.fold(run.batch(until: 5.9))
    _ = shown.dashboard.handle(.frameDue(secondsPassed: 0.033))
    shown.paint()
    let header = { (text: String) in text.split(separator: "\n").prefix(2).joined() }
    #expect(header(shown.frame.text) == header(first))
    _ = shown.dashboard.handle(.terminal(.keyPressed(.tab)))
    shown.paint()
    #expect(shown.frame.text.contains("5.900"))
  }

  @Test func `nothing is painted while nothing is due`() {
    var shown = Shown(Sample.dashboard(after: 5))
    shown.paint()
    #expect(shown.painter.frame(of: shown.dashboard, at: FramePainterTests.size) == nil)
  }

  @Test func `frames of any rate give about ten beats per second`() {
    for rate in [5, 10, 24, 30, 60, 120] {
      var beat = Beat()
      var passed = 0.0
      for _ in 0..<rate * 3 {
        passed += beat.passFrame(after: 1 / Double(rate), isMoving: true) ?? 0
      }
      #expect(beat.number >= min(rate, 8) * 3 && beat.number <= 12 * 3)
      #expect(passed > 2.8)
    }
  }
}
