import Foundation
import Testing
import WeirScreen

@testable import WeirTerminal

extension CursesTests {
  @Suite struct TerminalScreenTests {
    private let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal(columns: 8, rows: 2) }

    private func open(mouse: Bool = true) async throws -> TerminalScreen {
      try await TerminalScreen.open(
        terminal.device, environment: ["TERM": "xterm-256color"], mouse: mouse, ascii: false)
    }

    @Test func `a frame is shown in one piece, and its bytes are counted`() async throws {
      let screen = try await open()
      let entering = terminal.written(upTo: "\\e[5n")
      let count = await screen.present(.of("weir", "flows"))
      let shown = terminal.written(upTo: "\\e[5n")
      #expect(shown.hasPrefix("\\e[?2026h") && shown.hasSuffix("\\e[?2026l\\e[5n"))
      #expect(shown.contains("weir") && shown.contains("flows"))
      #expect(count == shown.replacing("\\e", with: "e").utf8.count)
      #expect(await screen.bytesWritten == count + entering.replacing("\\e", with: "e").utf8.count)
      #expect(await screen.present(.of("weir", "flows")) == 0)
      await screen.close()
    }

    @Test func `closing gives the terminal back as it was, once`() async throws {
      #expect(terminal.isInLineMode)
      let screen = try await open()
      await screen.present(.of("weir"))
      #expect(!terminal.isInLineMode)
      await screen.close()
      let farewell = terminal.written(upTo: "\\e[?1049l")
      for mode in [
        "\\e[?1049l", "\\e[?25h", "\\e[?1000l", "\\e[?1002l", "\\e[?1006l", "\\e[?2004l",
        "\\e[?1l",
      ] {
        #expect(farewell.contains(mode), "\(mode)")
      }
      #expect(terminal.isInLineMode)
      await screen.close()
      #expect(await screen.present(.of("other")) == 0)
    }

    @Test func `a terminal that was not closed is restored from the stored bytes`()
      async throws
    {
      let screen = try await open()
      await screen.present(.of("weir"))
      TerminalRestoration.perform()
      #expect(terminal.written(upTo: "\\e[?1049l").contains("\\e[?1049l"))
      #expect(terminal.isInLineMode)
      await screen.close()
    }

    @Test func `keys and clicks come in order, and the stream ends with the screen`()
      async throws
    {
      let screen = try await open()
      terminal.type("a\u{1b}[A\u{1b}[<0;3;2M\u{1b}")
      var inputs: [TerminalInput] = []
      for await others in screen.inputs {
        inputs += others
        if inputs.count == 4 { await screen.close() }
      }
      #expect(
        inputs == [
          .keyPressed(.character("a")), .keyPressed(.up),
          .mouseUsed(.clicked(Point(column: 2, row: 1))), .keyPressed(.escape),
        ])
    }

    @Test(arguments: [true, false])
    func `the mouse is requested only if it is wanted`(mouse: Bool) async throws {
      let screen = try await open(mouse: mouse)
      await screen.present(.of("weir"))
      #expect(terminal.written(upTo: "weir").contains("\\e[?1006h") == mouse)
      await screen.close()
    }

    @Test func `a change of size is reported, and the next frame is sent whole`() async throws {
      let screen = try await open()
      await screen.present(.of("weir"))
      _ = terminal.written(upTo: "weir")
      terminal.resize(columns: 20, rows: 5)
      kill(getpid(), SIGWINCH)
      let input = await screen.inputs.first { _ in true }
      #expect(input == [.resized(Size(columns: 20, rows: 5))])
      #expect(screen.size == Size(columns: 20, rows: 5))
      await screen.present(.of("weir"))
      #expect(terminal.written(upTo: "weir").contains("weir"))
      await screen.close()
    }

    @Test func `a size that changed and changed back is redrawn too`() async throws {
      let screen = try await open()
      await screen.present(.of("weir"))
      _ = terminal.written(upTo: "weir")
      kill(getpid(), SIGWINCH)
      _ = await screen.inputs.first { _ in true }
      await screen.present(.of("weir"))
      #expect(terminal.written(upTo: "weir").contains("weir"))
      await screen.close()
    }

    @Test func `a copied text goes to the clipboard of a terminal that has one`() async throws {
      let screen = try await open()
      await screen.present(.of("weir"))
      #expect(screen.copy("weir") == .sent)
      await screen.present(.of("last"))
      #expect(terminal.written(upTo: "last").contains("\\e]52;c;d2Vpcg==\u{7}"))
      #expect(screen.copy(String(repeating: "a", count: 100_000)) == .isTooLong)
      await screen.close()
    }

    @Test func `a terminal without private modes gets nothing for a clipboard`() async throws {
      let screen = try await TerminalScreen.open(
        terminal.device, environment: ["TERM": "vt100"], mouse: false, ascii: false)
      #expect(screen.copy("weir") == .hasNoClipboard)
      await screen.close()
    }

    @Test func `the last of several requests decides about the mouse`() async throws {
      let screen = try await open()
      await screen.present(.of("weir"))
      for number in 0..<100 { screen.useMouse(number % 2 == 1) }
      screen.useMouse(false)
      await screen.present(.of("last"))
      let sent = terminal.written(upTo: "last")
      let orders = sent.matches(of: #/\\e\[\?1006([hl])/#).map { $0.1 }
      #expect(orders.joined() == "h" + String(repeating: "lh", count: 50) + "l")
      await screen.close()
    }

    @Test
    func
      `after Escape the terminal is asked, so that what comes next is not the rest of a sequence`()
      async throws
    {
      let screen = try await open()
      _ = terminal.written(upTo: "\\e[5n")
      terminal.type("\u{1b}")
      #expect(await screen.inputs.first { _ in true } == [.keyPressed(.escape)])
      #expect(terminal.written(upTo: "\\e[5n") == "\\e[5n")
      await screen.close()
    }

    @Test func `keys that send signals in line mode are keys`() async throws {
      let screen = try await open()
      terminal.type("\u{3}\u{1c}")
      #expect(
        await screen.inputs.first { _ in true }
          == [.keyPressed(.control("c")), .endRequested(signal: SIGQUIT)])
      await screen.close()
    }

    @Test(arguments: [
      (40_000, 24, 1000, 24), (1, 65_535, 1, 300), (65_535, 65_535, 1000, 120), (1, 1, 1, 1),
    ])
    func `a terminal that is too large is used at its top left`(
      columns: UInt16, rows: UInt16, usedColumns: Int, usedRows: Int
    ) async throws {
      terminal.resize(columns: columns, rows: rows)
      let size = Size(columns: usedColumns, rows: usedRows)
      #expect(terminal.device.size == size)
      let screen = try await open()
      #expect(screen.size == size)
      await screen.close()
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func `a signal to end is an input`(signal: Int32) async throws {
      let screen = try await open()
      kill(getpid(), signal)
      #expect(await screen.inputs.first { _ in true } == [.endRequested(signal: signal)])
      await screen.close()
    }

    @Test func `after a stop from outside the terminal is taken again`() async throws {
      let screen = try await open()
      await screen.present(.of("weir"))
      _ = terminal.written(upTo: "weir")
      kill(getpid(), SIGCONT)
      #expect(await screen.inputs.first { _ in true } == [.resumed])
      await screen.present(.of("weir"))
      let sent = terminal.written(upTo: "weir")
      #expect(sent.contains("\\e[?1049h") && sent.contains("weir"))
      #expect(!terminal.isInLineMode)
      await screen.close()
    }

    @Test func `a terminal that hangs up asks the program to end`() async throws {
      let screen = try await open()
      try terminal.keyboard.close()
      #expect(await screen.inputs.first { _ in true } == [.endRequested(signal: SIGHUP)])
      await screen.close()
    }

    /// A frame of one character: more bytes than the buffer of a line that nobody reads.
    private func wholeScreen(of character: Character) -> Frame {
      var frame = Frame(size: Size(columns: 300, rows: 100))
      for row in 0..<100 {
        for column in 0..<300 { frame[column, row] = Cell(character, .plain) }
      }
      return frame
    }

    @Test func `a terminal that reads nothing gets one frame and no other`() async throws {
      terminal.resize(columns: 300, rows: 100)
      let screen = try await open()
      #expect(screen.isReady)
      #expect(screen.offer(wholeScreen(of: "─")))
      #expect(!screen.isReady)
      #expect(!screen.offer(wholeScreen(of: "│")))
      _ = terminal.written(upTo: "\\e[?2026l")
      while !screen.isReady { await Task.yield() }
      #expect(screen.offer(wholeScreen(of: "┼")))
      #expect(terminal.written(upTo: "\\e[?2026l").contains("┼"))
      await screen.close()
    }

    @Test func `a terminal that reads nothing is left all the same, with the bytes that leave it`()
      async throws
    {
      terminal.resize(columns: 300, rows: 100)
      let screen = try await open()
      #expect(screen.offer(wholeScreen(of: "─")))
      await screen.close()
      let farewell = terminal.written(upTo: "\\e[?1049l")
      #expect(farewell.contains("\\e[?1049l") && farewell.contains("\\e[?1000l"))
      #expect(terminal.isInLineMode)
    }

    @Test func `a terminal that answers late gets no more frames until it has answered`()
      async throws
    {
      let screen = try await open()
      _ = terminal.written(upTo: "\\e[5n")
      terminal.type("\u{1b}[0nx")
      #expect(await screen.inputs.first { _ in true } == [.keyPressed(.character("x"))])
      for number in 0..<8 { await screen.present(.of("\(number)")) }
      while screen.isReady { await Task.yield() }
      terminal.type("\u{1b}[0n")
      while !screen.isReady { await Task.yield() }
      await screen.close()
    }

    @Test func `a terminal without a size has the customary one`() throws {
      terminal.resize(columns: 0, rows: 0)
      #expect(terminal.device.size == Size(columns: 80, rows: 24))
    }
  }
}
