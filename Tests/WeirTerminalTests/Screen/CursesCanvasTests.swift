import Foundation
import Testing

@testable import WeirScreen
@testable import WeirTerminal

extension CursesTests {
  @Suite struct CursesCanvasTests {
    private let blue = Style(.rgb(95, 166, 242), on: .rgb(18, 22, 29))

    @Test func `the first frame enters the screen and sends everything`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 5, rows: 3)
      let sent = canvas.sent(by: .of("hello", "weir."))
      #expect(sent.contains("\\e[?1049h"))
      #expect(sent.contains("\\e[?25l"))
      #expect(sent.contains("hello"))
      #expect(sent.contains("weir."))
    }

    @Test func `an equal frame sends nothing`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 5, rows: 3)
      _ = canvas.draw(.of("hello", "weir."))
      #expect(canvas.sent(by: .of("hello", "weir.")).isEmpty)
    }

    @Test func `a change sends the change`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 9, rows: 3)
      _ = canvas.draw(.of("hello all", "of us"))
      let sent = canvas.sent(by: .of("hello aXl", "of us"))
      #expect(sent.hasSuffix("X") && sent.count < 9)
    }

    @Test func `a blank between equal words changes no colour`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 5, rows: 2)
      _ = canvas.draw(.of("     "))
      var frame = Frame.of("ab cd", style: blue)
      frame[2, 0] = Cell(" ", Style(.rgb(200, 0, 0), on: .rgb(18, 22, 29)))
      #expect(canvas.sent(by: frame).contains("ab cd"))
      frame[2, 0] = Cell(" ", Style(.rgb(200, 0, 0), on: .rgb(18, 22, 29), .underline))
      #expect(canvas.sent(by: frame).contains("38;5;160"))
    }

    @Test(arguments: [
      ([:], "\\e[38;5;75;48;5;233m"), (["NO_COLOR": "1"], ""),
      (["COLORTERM": "truecolor"], "\\e[38;2;95;166;242;48;2;18;22;29m"),
    ])
    func `colours are as many as the terminal and the user have`(
      environment: [String: String], colors: String
    ) throws {
      let canvas = try CursesCanvas.of(
        "xterm-256color", columns: 4, rows: 2, environment: environment)
      _ = canvas.draw(.of("    "))
      #expect(canvas.sent(by: .of("weir", style: blue)).contains("\(colors)weir"))
    }

    @Test(arguments: [("xterm", "\\e[34;40mweir"), ("vt100", "weir")])
    func `an old terminal gets only what it supports`(terminal: String, sent: String) throws {
      let canvas = try CursesCanvas.of(terminal, columns: 4, rows: 2)
      _ = canvas.draw(.of("    "))
      #expect(canvas.sent(by: .of("weir", style: blue)).contains(sent))
    }

    @Test func `attributes are kept without colours`() throws {
      let canvas = try CursesCanvas.of(
        "xterm-256color", columns: 4, rows: 2, environment: ["NO_COLOR": "1"])
      _ = canvas.draw(.of("    "))
      let sent = canvas.sent(by: .of("weir", style: Style(.rgb(1, 2, 3), [.bold, .reverse])))
      #expect(sent.contains("\\e[1;7mweir"))
    }

    @Test func `nothing is erased in colour, since not every terminal can`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 40, rows: 3)
      let sent = canvas.sent(by: Frame(size: Size(columns: 40, rows: 3), style: blue))
      #expect(sent.filter { $0 == " " }.count == 120)
    }

    @Test func `wide and combining characters take their columns`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 9, rows: 2)
      _ = canvas.draw(.of("         "))
      #expect(canvas.sent(by: .of("界x🌊e\u{301}⣿.")).contains("界x🌊e\u{301}⣿."))
      let sent = canvas.sent(by: .of("界x🌊e\u{301}⣿!"))
      #expect(sent.hasSuffix("!") && sent.count < 9)
    }

    @Test func `a character that does not fit, or is not text, becomes a question mark`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 5, rows: 2)
      _ = canvas.draw(.of("     "))
      var frame = Frame.of("a    ")
      frame[1, 0] = Cell("界", .plain)
      frame[2, 0] = Cell("\u{7}", .plain)
      frame[3, 0] = Cell("\u{200b}", .plain)
      #expect(canvas.sent(by: frame).contains("a???"))
    }

    @Test func `a frame of another size is cut or padded`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 4, rows: 2)
      let cut = canvas.sent(by: .of("ABCDXXXX", "EFG XXXX", "XXXX"))
      #expect(cut.contains("ABCD") && cut.contains("EFG"))
      #expect(!cut.contains("X"))
      canvas.resize(to: Size(columns: 6, rows: 3))
      #expect(canvas.sent(by: .of("xy")).contains("xy"))
    }

    @Test func `a wide character that is cut in half is not written`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 2, rows: 1)
      #expect(!canvas.sent(by: .of("a界")).contains("界"))
    }

    @Test func `a canvas can take any size and go back`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 80, rows: 24)
      for (columns, rows) in [(1, 1), (300, 100), (20, 5), (1, 50), (200, 1), (0, 0), (80, 24)] {
        let size = Size(columns: columns, rows: rows)
        canvas.resize(to: size)
        _ = canvas.draw(Frame(size: size, style: blue))
      }
      #expect(canvas.sent(by: .of("weir", style: blue)).contains("weir"))
    }

    @Test func `the size of a canvas is the one it is given, not the one in the environment`()
      throws
    {
      setenv("COLUMNS", "4", 1)
      setenv("LINES", "1", 1)
      defer {
        unsetenv("COLUMNS")
        unsetenv("LINES")
      }
      let canvas = try CursesCanvas.of("xterm-256color", columns: 10, rows: 3)
      let sent = canvas.sent(by: .of("the whole ", "of it all ", "is to see "))
      for row in ["the whole", "of it all", "is to see"] { #expect(sent.contains(row)) }
    }

    @Test func `leaving undoes what entering did, and the next frame enters again`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 4, rows: 2)
      _ = canvas.draw(.of("weir"))
      let farewell = readable(canvas.leave())
      #expect(farewell.contains("\\e[?1049l"))
      #expect(farewell.contains("\\e[?25h"))
      let sent = canvas.sent(by: .of("weir"))
      #expect(sent.contains("\\e[?1049h") && sent.contains("weir"))
    }

    @Test func `the cursor is where the frame has it, or hidden`() throws {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 6, rows: 3)
      var frame = Frame.of("abcdef", "ghijkl")
      _ = canvas.draw(frame)
      frame.cursor = Point(column: 3, row: 0)
      let sent = canvas.sent(by: frame)
      #expect(sent.contains("\\e[?25h") && sent.contains("\\e[1;4H"))
      frame.cursor = nil
      #expect(canvas.sent(by: frame).contains("\\e[?25l"))
    }

    @Test func `an unknown wide character leaves the others in place`()
      throws
    {
      let canvas = try CursesCanvas.of("xterm-256color", columns: 8, rows: 2)
      var frame = Frame.of("ab界cd")
      // Not a character, and never will be.
      frame[2, 0] = Cell("\u{FFFE}", .plain)
      frame[3, 0] = Cell(Cell.continuation, .plain)
      #expect(canvas.sent(by: frame).contains("ab? cd"))
    }

    @Test func `pairs are recycled when they run out, and visible cells keep their colours`()
      throws
    {
      // 8 colours and the terminal's own, in the foreground and background: 81 pairs, of which
      // xterm has 64.
      let canvas = try CursesCanvas.of("xterm", columns: 2, rows: 1)
      let colors = [Color.standard] + (0..<8).map { ColorPalette.color(of: $0).color }
      var frame = Frame.of("* ", style: Style(colors[2], on: colors[0]))
      _ = canvas.draw(frame)
      var shown = (front: 2, behind: 0)
      for index in (0..<162).map({ $0 % 81 }) {
        let (front, behind) = (index / 9, index % 9)
        let character: Character = frame[1, 0].character == "x" ? "y" : "x"
        frame[1, 0] = Cell(character, Style(colors[front], on: colors[behind]))
        let sent = canvas.sent(by: frame)
        #expect(sent.contains(character) && !sent.contains("*"))
        follow(sent, &shown)
        #expect(shown == (front, behind))
      }
    }

    /// Records which of the eight colours are selected, counted from 1; 0 is the terminal's own.
    private func follow(_ sent: String, _ shown: inout (front: Int, behind: Int)) {
      for sequence in sent.matches(of: #/\\e\[([0-9;]*)m/#) {
        for number in sequence.1.split(separator: ";").compactMap({ Int($0) }) {
          switch number {
          case 0: shown = (0, 0)
          case 30...37: shown.front = number - 29
          case 39: shown.front = 0
          case 40...47: shown.behind = number - 39
          case 49: shown.behind = 0
          default: break
          }
        }
      }
    }

    @Test(arguments: ["nonsense", "dumb"])
    func `an unknown or too simple terminal is refused`(terminal: String) {
      let error: TerminalError =
        terminal == "dumb" ? .typeTooSimple(terminal) : .typeUnknown(terminal)
      #expect(throws: error) { try CursesCanvas.of(terminal, columns: 80, rows: 24) }
    }

    @Test func `an unset TERM is refused`() {
      #expect(throws: TerminalError.typeUnset) {
        try CursesCanvas.of("", columns: 80, rows: 24)
      }
    }
  }
}
