import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct KnobBoardTests {
  private var board = KnobBoard(Sample.description, RunStart(Sample.specification))

  private func value(_ board: KnobBoard, _ name: String) -> String? {
    board.knobs.firstIndex { $0.name == name }.map { board.values[$0].description }
  }

  private mutating func type(_ text: String) -> RunInput? {
    board.beginTyping()
    _ = board.press(.control("u"))
    for character in text { _ = board.press(.character(character)) }
    return board.press(.enter)
  }

  @Test mutating func `a turn shows at once and is sent`() {
    #expect(board.turn(.up) == .parameterChanged(name: "producers", value: .count(5)))
    #expect(value(board, "producers") == "5")
    #expect(board.isChanged(0))
  }

  @Test mutating func `a turn at the end of the range sends nothing`() {
    for _ in 0..<80 { _ = board.turn(.up) }
    #expect(value(board, "producers") == "64")
    #expect(board.turn(.up) == nil)
  }

  @Test mutating func `what the run says is taken over when no turn is under way`() {
    _ = board.turn(.up)
    _ = board.turn(.up)
    board.adopt(name: "producers", value: .count(5))
    #expect(value(board, "producers") == "6")
    board.adopt(name: "producers", value: .count(6))
    board.adopt(name: "producers", value: .count(9))
    #expect(value(board, "producers") == "9")
  }

  @Test mutating func `a typed value is set`() {
    board.select(4)
    let time = TimeDistribution.uniform(from: .milliseconds(100), to: .milliseconds(400))
    #expect(
      type("uniform:100ms..400ms") == .parameterChanged(name: "consume-time", value: .time(time)))
    #expect(board.editor == nil)
  }

  @Test(arguments: [("abc", "can't be set"), ("0", "out of range"), ("65", "out of range")])
  mutating func `a wrong value is refused with a reason, and stays to be mended`(
    text: String, reason: String
  ) {
    #expect(type(text) == nil)
    #expect(board.error?.contains(reason) == true)
    #expect(board.editor?.text == text)
    _ = board.press(.backspace)
    #expect(board.error == nil)
  }

  @Test
  mutating func `what is typed takes the place of the old value, unless the cursor moves first`() {
    board.beginTyping()
    for character in "12" { _ = board.press(.character(character)) }
    #expect(board.press(.enter) == .parameterChanged(name: "producers", value: .count(12)))
    board.beginTyping()
    _ = board.press(.home)
    _ = board.press(.character("3"))
    #expect(board.editor?.text == "312")
    board.beginTyping()
    _ = board.press(.backspace)
    #expect(board.editor?.text.isEmpty == true)
  }

  @Test mutating func `Escape leaves the value as it was`() {
    board.beginTyping()
    _ = board.press(.character("9"))
    #expect(board.press(.escape) == nil)
    #expect(board.editor == nil && value(board, "producers") == "4")
  }

  @Test mutating func `the default comes back`() {
    _ = board.turn(.coarseUp)
    #expect(board.setDefault() == .parameterChanged(name: "producers", value: .count(4)))
    #expect(board.setDefault() == nil)
  }

  @Test mutating func `a time goes through the distributions at one place`() {
    board.select(3)
    let families = (0..<6).map { _ -> String in
      _ = board.changeFamily()
      return value(board, "produce-time") ?? ""
    }
    #expect(
      families == [
        "uniform:500ms..1.5s", "normal:1s,200ms", "lognormal:1s,0.8", "pareto:1s,1.5", "1s",
        "exponential:1s",
      ])
    board.select(0)
    #expect(board.changeFamily() == nil)
  }

  @Test mutating func `the choice stays within the knobs`() {
    board.select(99)
    #expect(board.chosen?.name == "items")
    board.select(-4)
    #expect(board.chosen?.name == "producers")
  }
}
