import Testing

@testable import WeirTerminal

@Suite struct ClipboardTests {
  private func sent(_ text: String, terminal: String, _ environment: [String: String] = [:])
    -> String?
  {
    Clipboard(terminal: terminal, environment: environment).bytes(copying: text).map {
      String(decoding: $0, as: UTF8.self).replacing("\u{1b}", with: "\\e")
        .replacing("\u{7}", with: "\\a")
    }
  }

  @Test func `a text is sent in base64`() {
    #expect(sent("weir run", terminal: "xterm-256color") == #"\e]52;c;d2VpciBydW4=\a"#)
    #expect(sent("µ", terminal: "xterm-256color") == #"\e]52;c;wrU=\a"#)
  }

  @Test(arguments: ["tmux-256color", "screen-256color"])
  func `tmux gets it for itself and for the terminal`(terminal: String) {
    #expect(
      sent("weir", terminal: terminal, ["TMUX": "/tmp/x"])
        == #"\e]52;c;d2Vpcg==\a\ePtmux;\e\e]52;c;d2Vpcg==\a\e\"#)
  }

  @Test func `GNU screen gets portions that it can hold`() {
    let text = String(repeating: "a", count: 300)
    let sent = sent(text, terminal: "screen.xterm-256color") ?? ""
    let portions = sent.split(separator: #"\e\"#)
    #expect(portions.count == 2)
    #expect(portions.allSatisfy { $0.hasPrefix(#"\eP"#) && $0.count < 256 })
    #expect(sent.replacing(#"\e\"#, with: "").replacing(#"\eP"#, with: "").hasSuffix(#"YWFh\a"#))
  }

  @Test func `what is longer than terminals accept is not sent`() {
    let text = String(repeating: "a", count: Clipboard.limit)
    #expect(sent(text, terminal: "xterm")?.count == 100_000 - 8 + #"\e]52;c;\a"#.count)
    #expect(sent(text + "a", terminal: "xterm") == nil)
  }
}
