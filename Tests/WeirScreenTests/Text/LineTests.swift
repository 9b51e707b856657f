import Testing

@testable import WeirScreen

@Suite struct LineTests {
  @Test(arguments: [
    (5, "abcde"), (4, "abc…"), (1, "…"), (0, ""), (-3, ""), (9, "abcde"),
  ])
  func `a line that is too long ends with an ellipsis`(limit: Int, text: String) {
    var line = Line("ab", .plain)
    line.add("cde", .plain)
    #expect(line.fitted(to: limit).text == text)
  }

  @Test func `a wide character that does not fit leaves its column empty`() {
    #expect(Line("日本語", .plain).fitted(to: 4).text == "日…")
    #expect("日本語".padded(to: 4) == "日 …")
  }

  @Test func `padding adds blanks on the requested side`() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("ab".leftPadded(to: 4) == "  ab")
    #expect("abcdef".padded(to: 4) == "abc…")
  }

  @Test func `words are wrapped, and cut if a row is too short for one`() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("extraordinary x".wrapped(to: 5) == ["extra", "x"])
    #expect("x".wrapped(to: 0).isEmpty)
  }
}
