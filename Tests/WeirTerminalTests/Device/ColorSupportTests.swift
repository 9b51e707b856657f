import Testing
import WeirDashboard

@testable import WeirTerminal

@Suite struct ColorSupportTests {
  private func support(_ terminal: String, _ environment: [String: String]) -> ColorSupport {
    ColorSupport(terminal: terminal, environment: environment)
  }

  @Test(arguments: ["truecolor", "24bit", "TrueColor"])
  func `COLORTERM promises colours of 24 bits`(value: String) {
    #expect(support("xterm", ["COLORTERM": value]).isDirect)
  }

  @Test(arguments: ["", "yes", "256color"])
  func `nothing else does`(value: String) {
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

  @Test func `NO_COLOR means none, unless it is empty`() {
    #expect(support("xterm", ["NO_COLOR": "1"]).depth(colors: 256) == .none)
    #expect(support("xterm", ["NO_COLOR": ""]).depth(colors: 256) == .indexed)
  }
}
