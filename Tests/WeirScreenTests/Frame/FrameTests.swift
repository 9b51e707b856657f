import Testing

@testable import WeirScreen

@Suite struct FrameTests {
  private func row(_ write: (inout Frame) -> Void) -> String {
    var frame = Frame(size: Size(columns: 8, rows: 1))
    write(&frame)
    return String(frame.cells.map { $0.isContinuation ? "_" : $0.character })
  }

  @Test(arguments: [
    ("abc", 3), ("", 0), ("müller", 6), ("e\u{301}te\u{301}", 3), ("日本", 4), ("한국", 4),
    ("👩‍👩‍👧", 2), ("🇨🇭", 2), ("❤\u{FE0F}", 1), ("a\tb", 3), ("━╸─", 3), ("ﷺ", 1), ("\u{200B}", 0),
  ])
  func `a text has the width that terminals give it`(text: String, width: Int) {
    #expect(CharacterWidth.of(text) == width)
  }

  @Test func `text is cut at the limit and at the frame`() {
    #expect(row { $0.write("abcdef", at: 1, 0, limit: 3, .plain) } == " abc    ")
    #expect(row { $0.write("abcdef", at: 5, 0, .plain) } == "     abc")
    #expect(row { $0.write("abcdef", at: -2, 0, .plain) } == "cdef    ")
    #expect(row { $0.write("abc", at: 0, 7, .plain) } == "        ")
  }

  @Test func `wide characters take two cells and are never cut in half`() {
    #expect(row { $0.write("日本x", at: 0, 0, .plain) } == "日_本_x   ")
    #expect(row { $0.write("日本", at: 0, 0, limit: 3, .plain) } == "日_      ")
    #expect(row { $0.write("日", at: 7, 0, .plain) } == "        ")
  }

  @Test func `overwriting one half of a wide character blanks the other`() {
    #expect(
      row { frame in
        frame.write("日本", at: 0, 0, .plain)
        frame.write("a", at: 0, 0, .plain)
        frame.write("b", at: 3, 0, .plain)
      } == "a  b    ")
  }

  @Test func `control characters never reach a cell`() {
    #expect(row { $0.write("a\u{1B}[2J", at: 0, 0, .plain) } == "a\u{FFFD}[2J   ")
  }

  @Test func `a combining mark stays with its letter`() {
    #expect(row { $0.write("e\u{301}x", at: 0, 0, .plain) } == "e\u{301}x      ")
  }

  @Test func `in ASCII each cell has one character, and wide or foreign ones are question marks`() {
    let text = row { frame in
      frame.write("╭━é日⣿", at: 0, 0, .plain)
      frame.becomeASCII()
    }
    #expect(text == "+=???#  ")
  }
}
