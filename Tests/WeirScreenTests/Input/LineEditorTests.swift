import Testing

@testable import WeirScreen

@Suite struct LineEditorTests {
  @Test func `the line editor edits at its cursor`() {
    var line = LineEditor("abc")
    for key in [Key.left, .left, .backspace, .character("x"), .delete, .end, .character("z")] {
      _ = line.press(key)
    }
    #expect(line.text == "xcz" && line.cursor == 3)
    #expect(line.press(.up) == .ignored)
    #expect(line.press(.control("u")) == .edited && line.text.isEmpty)
  }
}
