import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Random keys, clicks, sizes and batches: no input breaks the dashboard.
@Suite struct FuzzTests {
  /// A linear congruential generator: the same inputs each time.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(sides, 1)
    }
  }

  private static let keys: [Key] =
    KeyMap.standard.bindings.flatMap(\.keys).filter { $0 != .character("q") } + [
      .character("ß"), .character("日"), .character("0"), .control("u"), .delete, .function(9),
      .character("!"), .character("2"), .character("s"), .character("s"), .enter,
    ]

  @Test(arguments: [1, 2, 3])
  func `5,000 random inputs do not break the dashboard`(seed: UInt64) {
    var dice = Dice(state: seed)
    var run = SampleRun(producers: 6, consumers: 3, capacity: 5, deadline: .seconds(2))
    var dashboard = Sample.dashboard(ascii: seed == 3)
    var seconds = 0.0
    var size = Size(columns: 80, rows: 24)
    for step in 0..<5000 {
      let input: DashboardInput
      switch dice.roll(20) {
      case 0:
        size =
          dice.roll(10) == 0
          ? Size(columns: dice.roll(320), rows: dice.roll(120))
          : Size(columns: 50 + dice.roll(80), rows: 12 + dice.roll(30))
        input = .terminal(.resized(size))
      case 1...4:
        seconds += Double(dice.roll(100)) / 400
        input = .batchArrived(run.batch(until: seconds))
      case 5:
        let point = Point(column: dice.roll(330) - 5, row: dice.roll(130) - 5)
        input = .terminal(
          .mouseUsed([.clicked(point), .wheeledUp(point), .wheeledDown(point)][dice.roll(3)]))
      case 6: input = other(&dice)
      case 7: input = .frameDue(secondsPassed: Double(dice.roll(10)) / 40)
      default: input = .terminal(.keyPressed(FuzzTests.keys[dice.roll(FuzzTests.keys.count)]))
      }
      _ = dashboard.handle(input)
      guard step % 20 == 0 else { continue }
      guard keepsPromises(dashboard, size) else {
        Issue.record("seed \(seed), step \(step), \(input)")
        return
      }
    }
  }

  private let pool = RunSpecification(
    scenario: "pool", preset: "live", seed: 1,
    parameters: [
      .init(name: "pool-size", value: .count(3)), .init(name: "requests", value: .unlimited),
    ])

  private func other(_ dice: inout Dice) -> DashboardInput {
    let inputs: [DashboardInput] = [
      .run(.pauseChanged(isPaused: dice.roll(2) == 0)),
      .run(.speedChanged(Double(1 << dice.roll(13)))),
      .run(.recordingStarted(path: "a")), .run(.recordingStopped),
      .run(.recordingFailed(message: "No. Why.")),
      .run(.recordingCaughtUp(share: 0.5)), .run(.recordingGivenUp(path: "a")),
      .run(.refused(message: "No. Why.")),
      .compared(.batchArrived(SampleRun.batch(until: Double(dice.roll(9)), producers: 9))),
      .compared(.runStarted(RunStart(Sample.specification))),
      .compared(.run(.sourceChanged(.simulation))), .compared(.failed(message: "No. Why.")),
      .compared(.opened(RunStart(pool), SourceStatus(.log, .log, name: "日本/log"))),
      .compared(
        .parted(RunParting(event: 7, at: .zero, shown: "\u{1B}[2J", other: "nothing more"))),
      .noticeShown("日本 \u{1B} notice"), .run(.speedChanged(1.0 / 64)),
      .runStarted(RunStart(Sample.specification)), .runStarted(RunStart(pool)),
      .runStarted(RunStart(pool)),
      .scenarioPreviewed(name: "pool", SampleRun.batch(until: 3)),
    ]
    return inputs[dice.roll(inputs.count)]
  }

  private func keepsPromises(_ dashboard: Dashboard, _ size: Size) -> Bool {
    var frame = Frame(size: size)
    dashboard.draw(in: &frame)
    let knobs = dashboard.turnedRun.knobs
    let isInRange = zip(knobs.knobs, knobs.values).allSatisfy { $0.kind.contains($1) }
    let isChosen = knobs.knobs.indices.contains(dashboard.panels.knobs.selected)
    let cursorIsInside = frame.cursor.map { Box(frame.size).contains($0) } ?? true
    return isInRange && isChosen && cursorIsInside && isWhole(frame)
      && dashboard.isScrolledWithinBounds
  }

  /// Whether no control character is in a cell and every half of a wide character has its other
  /// half.
  private func isWhole(_ frame: Frame) -> Bool {
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        let cell = frame[column, row]
        // Most cells, and nothing to check.
        if cell.scalars.isSingle, (0x20..<0x7F).contains(cell.scalars.first.value) { continue }
        let character = cell.character
        let width = CharacterWidth.cellForm(of: character).width
        let isContinuation = frame[column, row].isContinuation
        if width == 2, !frame[column + 1, row].isContinuation { return false }
        if isContinuation,
          column == 0 || CharacterWidth.of("\(frame[column - 1, row].character)") != 2
        {
          return false
        }
        if !isContinuation, character.unicodeScalars.contains(where: { $0.value < 0x20 }) {
          return false
        }
      }
    }
    return true
  }
}

extension Dashboard {
  /// Whether no panel is scrolled to before its first row.
  fileprivate var isScrolledWithinBounds: Bool {
    panels.tasks.scroll >= 0 && panels.events.scroll >= 0 && panels.timeouts.scroll >= 0
      && panels.warnings.scroll >= 0
  }
}
