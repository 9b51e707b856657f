import Testing
import WeirScreen

@testable import WeirTerminal

@Suite struct FrameDifferenceTests {
  /// Marks the cells of all runs with `#`.
  private func picture(from former: Frame?, to frame: Frame) -> [String] {
    var marks = Array(
      repeating: Array(repeating: Character("."), count: frame.size.columns),
      count: frame.size.rows)
    FrameDifference(former: former, frame: frame).forEachRun { run in
      for column in run.columns { marks[run.row][column] = "#" }
    }
    return marks.map { String($0) }
  }

  @Test func `equal frames have no difference`() {
    #expect(picture(from: .of("abc", "def"), to: .of("abc", "def")) == ["...", "..."])
  }

  @Test func `changed characters are runs`() {
    let frame = Frame.of("abXXef", "ghijkX")
    #expect(picture(from: .of("abcdef", "ghijkl"), to: frame) == ["..##..", ".....#"])
  }

  @Test func `a different style is a change`() {
    var frame = Frame.of("abc")
    frame[1, 0] = Cell("b", Style(.standard, .bold))
    #expect(picture(from: .of("abc"), to: frame) == [".#."])
  }

  @Test(arguments: [nil, Frame.of("ab"), Frame.of("abc", "def", "ghi")])
  func `without a previous frame of the same size, everything is new`(former: Frame?) {
    #expect(picture(from: former, to: .of("abc", "def")) == ["###", "###"])
  }

  @Test func `a run contains whole wide characters`() {
    #expect(picture(from: .of("a界bc"), to: .of("a界Xc")) == ["...#."])
    #expect(picture(from: .of("a界bc"), to: .of("a水bc")) == [".##.."])
    #expect(picture(from: .of("a界bc"), to: .of("axybc")) == [".##.."])
    var frame = Frame.of("a界bc")
    frame[2, 0].style = Style(.standard, .bold)
    #expect(picture(from: .of("a界bc"), to: frame) == [".##.."])
  }
}
