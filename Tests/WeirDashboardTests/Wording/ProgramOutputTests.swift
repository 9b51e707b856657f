import Testing

@testable import WeirDashboard

@Suite struct ProgramOutputTests {
  private func lines(_ texts: String...) -> [String] {
    var output = ProgramOutput(path: "out.txt")
    for text in texts { output.append(Array(text.utf8)) }
    return Array(output.lines)
  }

  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}text", "text"),
    ("\u{1B}]8;;http://x\u{1B}\\link", "link"), ("50%\r100%", "100%"), ("done\r", "done"),
    ("a\tb", "a       b"), ("ab\u{8}c", "ac"), ("\u{1B}", ""), ("\u{1B}[", ""),
    ("\u{0}\u{7}x", "x"),
    ("\u{1B}(Bx", "x"), ("\u{9B}2Jx", "x"), ("\u{1B}P1;2qdata\u{1B}\\x", "x"),
  ])
  func `a line is shown as a terminal would show it, without colours`(line: String, text: String) {
    #expect(ProgramOutput.text(of: Array(line.utf8)) == text)
  }

  @Test func `bytes that are no text are replaced`() {
    #expect(ProgramOutput.text(of: [0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
  }

  @Test func `a line that comes in parts is one line`() {
    #expect(lines("one\ntw", "o\nthree") == ["one", "two", "three"])
    #expect(lines("one\n", "\n", "two") == ["one", "", "two"])
  }

  @Test func `an unfinished line is not complete`() {
    var output = ProgramOutput(path: "out.txt")
    output.append(Array("one\ntwo".utf8))
    #expect((output.completeCount, output.openLine) == (1, "two"))
    output.append(Array("\n".utf8))
    #expect(output.completeCount == 2 && output.openLine == nil)
  }

  @Test func `the newest lines are kept, and the others are counted`() {
    var output = ProgramOutput(path: "out.txt")
    for number in 0..<(ProgramOutput.lineLimit + 10) { output.append(Array("\(number)\n".utf8)) }
    #expect(output.lines.count == ProgramOutput.lineLimit)
    #expect((output.earlierCount, output.lines.first) == (10, "10"))
  }

  @Test func `a line without an end is broken`() {
    var output = ProgramOutput(path: "out.txt")
    for _ in 0..<50 { output.append(Array(repeating: UInt8(ascii: "x"), count: 100)) }
    #expect(output.lines.map(\.count) == [1000, 1000, 1000, 1000, 1000])
  }

  @Test func `what was printed too fast is said`() {
    var output = ProgramOutput(path: "out.txt")
    output.append(Array("one\n".utf8))
    output.skip(4096)
    output.append(Array("two\n".utf8))
    #expect(output.lines.contains("[4096 bytes are only in the file]"))
    #expect(output.lines.last == "two")
  }
}
