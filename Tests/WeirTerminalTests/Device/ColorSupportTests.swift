import Testing
import WeirScreen

@testable import WeirTerminal

@Suite struct ColorSupportTests {
  private func support(_ terminal: String, _ environment: [String: String]) -> ColorSupport {
    ColorSupport(terminal: terminal, environment: environment)
  }

  @Test(arguments: ["truecolor", "24bit", "TrueColor"])
  func `COLORTERM promises 24-bit colours`(value: String) {
    #expect(support("xterm", ["COLORTERM": value]).isDirect)
  }

  @Test(arguments: ["", "yes", "256color"])
  func `other values of COLORTERM promise nothing`(value: String) {
    #expect(!support("xterm", ["COLORTERM": value]).isDirect)
    #expect(!support("xterm", [:]).isDirect)
  }

  @Test func `screen passes on a promise that only tmux keeps`() {
    #expect(!support("screen-256color", ["COLORTERM": "truecolor"]).isDirect)
    #expect(support("screen-256color", ["COLORTERM": "truecolor", "TMUX": "/tmp/x"]).isDirect)
  }

  @Test(arguments: [
    (-1, ColorDepth.none), (0, .none), (8, .eight), (16, .sixteen), (88, .sixteen),
    (256, .indexed), (1 << 24, .direct),
  ])
  func `the number of colours gives the depth`(colors: Int, depth: ColorDepth) {
    #expect(support("xterm", [:]).depth(colors: colors) == depth)
  }

  @Test(arguments: [
    ("none", ColorDepth.none), ("8", .eight), ("16", .sixteen), ("256", .indexed),
    ("direct", .indexed), ("auto", .indexed), ("many", .indexed),
  ])
  func `the user may want fewer colours than the terminal has, and never gets more`(
    wanted: String, depth: ColorDepth
  ) {
    let support = support("xterm", ["WEIR_COLORS": wanted])
    #expect(support.depth(colors: 256) == depth)
    #expect(support.depth(colors: 8) == (wanted == "none" ? .none : .eight))
    #expect(support.isDirect == (wanted == "direct"))
  }

  @Test func `WEIR_COLORS has priority over NO_COLOR and COLORTERM`() {
    #expect(
      support("xterm", ["NO_COLOR": "1", "WEIR_COLORS": "16"]).depth(colors: 256) == .sixteen)
    #expect(!support("xterm", ["COLORTERM": "truecolor", "WEIR_COLORS": "256"]).isDirect)
    #expect(support("xterm", ["NO_COLOR": "1", "WEIR_COLORS": "auto"]).depth(colors: 256) == .none)
  }

  @Test func `NO_COLOR means none, unless it is empty`() {
    #expect(support("xterm", ["NO_COLOR": "1"]).depth(colors: 256) == .none)
    #expect(support("xterm", ["NO_COLOR": ""]).depth(colors: 256) == .indexed)
  }
}
