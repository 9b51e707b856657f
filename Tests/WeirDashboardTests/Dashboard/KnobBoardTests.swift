import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct KnobBoardTests {
  private var board = KnobBoard(Sample.description, RunStart(Sample.specification))
  private var panel = KnobsPanel()

  private func value(_ board: KnobBoard, _ name: String) -> String? {
    board.knobs.firstIndex { $0.name == name }.map { board.values[$0].description }
  }

  /// Changes the chosen knob.
  private mutating func change(_ change: KnobChange) -> RunInput? {
    board.change(panel.selected, change)
  }

  /// Performs an action in the panel, and the effects that come of it.
  private mutating func perform(_ action: PanelAction) -> RunInput? {
    var run = ShownRun(
      RunStart(Sample.specification), of: Sample.description, from: .simulation,
      thresholds: .init())
    run.knobs = board
    let scene = PanelScene(run: run, axes: TimeAxes(), signs: .braille)
    return apply(panel.perform(action, in: nil, scene) ?? [])
  }

  private mutating func press(_ key: Key) -> RunInput? { apply(panel.press(key, of: board)) }

  private mutating func apply(_ effects: [Effect]) -> RunInput? {
    for case .change(let knob, let change) in effects { return board.change(knob, change) }
    return nil
  }

  private mutating func type(_ text: String) -> RunInput? {
    _ = perform(.move(.enter))
    _ = press(.control("u"))
    for character in text { _ = press(.character(character)) }
    return press(.enter)
  }

  @Test mutating func `a turn shows at once and is sent`() {
    #expect(change(.turn(.up)) == .parameterChanged(name: "producers", value: .count(5)))
    #expect(value(board, "producers") == "5")
    #expect(board.isChanged(0))
  }

  @Test mutating func `a turn at the end of the range sends nothing`() {
    for _ in 0..<80 { _ = change(.turn(.up)) }
    #expect(value(board, "producers") == "64")
    #expect(change(.turn(.up)) == nil)
  }

  @Test mutating func `a value that the run reports is adopted once no turn is pending`() {
    _ = change(.turn(.up))
    _ = change(.turn(.up))
    board.adopt(name: "producers", value: .count(5))
    #expect(value(board, "producers") == "6")
    board.adopt(name: "producers", value: .count(6))
    board.adopt(name: "producers", value: .count(9))
    #expect(value(board, "producers") == "9")
  }

  @Test mutating func `a typed value is set`() {
    panel.select(4, of: board)
    let time = TimeDistribution.uniform(from: .milliseconds(100), to: .milliseconds(400))
    #expect(
      type("uniform:100ms..400ms") == .parameterChanged(name: "consume-time", value: .time(time)))
    #expect(panel.editor == nil)
  }

  @Test(arguments: [("abc", "can't be set"), ("0", "out of range"), ("65", "out of range")])
  mutating func `an invalid value is refused with a reason, and can be corrected`(
    text: String, reason: String
  ) {
    #expect(type(text) == nil)
    #expect(panel.error?.contains(reason) == true)
    #expect(panel.editor?.text == text)
    _ = press(.backspace)
    #expect(panel.error == nil)
  }

  @Test
  mutating func `typing replaces the old value, unless the cursor moves first`() {
    _ = perform(.move(.enter))
    for character in "12" { _ = press(.character(character)) }
    #expect(press(.enter) == .parameterChanged(name: "producers", value: .count(12)))
    _ = perform(.move(.enter))
    _ = press(.home)
    _ = press(.character("3"))
    #expect(panel.editor?.text == "312")
    _ = perform(.move(.enter))
    _ = press(.backspace)
    #expect(panel.editor?.text.isEmpty == true)
  }

  @Test mutating func `Esc keeps the old value`() {
    _ = perform(.move(.enter))
    _ = press(.character("9"))
    #expect(press(.escape) == nil)
    #expect(panel.editor == nil && value(board, "producers") == "4")
  }

  @Test mutating func `the default value can be restored`() {
    _ = change(.turn(.coarseUp))
    #expect(perform(.knob(.setDefault)) == .parameterChanged(name: "producers", value: .count(4)))
    #expect(perform(.knob(.setDefault)) == nil)
  }

  @Test mutating func `a time steps through the distributions with the same average`() {
    panel.select(3, of: board)
    let families = (0..<6).map { _ -> String in
      _ = perform(.knob(.nextDistribution))
      return value(board, "produce-time") ?? ""
    }
    #expect(
      families == [
        "uniform:500ms..1.5s", "normal:1s,200ms", "lognormal:1s,0.8", "pareto:1s,1.5", "1s",
        "exponential:1s",
      ])
    panel.select(0, of: board)
    #expect(perform(.knob(.nextDistribution)) == nil)
  }

  @Test mutating func `the selection stays within the knobs`() {
    panel.select(99, of: board)
    #expect(panel.chosen(of: board)?.name == "items")
    panel.select(-4, of: board)
    #expect(panel.chosen(of: board)?.name == "producers")
  }
}
