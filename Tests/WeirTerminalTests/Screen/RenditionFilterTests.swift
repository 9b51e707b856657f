import Testing

@testable import WeirTerminal

@Suite struct RenditionFilterTests {
  private func filtered(_ texts: String...) -> [String] {
    var filter = RenditionFilter()
    return texts.map { text in
      let bytes = Array(text.replacing("\\e", with: "\u{1b}").utf8)
      return String(decoding: filter.filter(bytes), as: UTF8.self).replacing("\u{1b}", with: "\\e")
    }
  }

  @Test func `the first character tells everything anew`() {
    #expect(filtered("\\e[1m\\e[38;5;7m\\e[48;5;0mx") == ["\\e[0;1;38;5;7;48;5;0mx"])
  }

  @Test(arguments: [
    ("\\e[38;5;7m\\e[48;5;0mx", ""), ("\\e[38;5;9m\\e[48;5;0mx", "\\e[38;5;9m"),
    ("\\e[0;1m\\e[38;5;7m\\e[48;5;0mx", "\\e[1m"), ("\\e[0mx", "\\e[39;49m"),
    ("\\e[38;2;1;2;3mx", "\\e[38;2;1;2;3m"), ("\\e[m\\e[31;44mx", "\\e[31;44m"),
    ("\\e[4;7mx", "\\e[4;7m"),
  ])
  func `later ones tell what is another`(sent: String, told: String) {
    #expect(filtered("\\e[38;5;7m\\e[48;5;0ma", sent)[1] == told + "x")
  }

  @Test func `what is turned off is turned off by itself, and dim stays when bold goes`() {
    #expect(
      filtered("\\e[1;2;4;7ma", "\\e[24mb", "\\e[0;2;7mc") == [
        "\\e[0;1;2;4;7ma", "\\e[24mb", "\\e[22;2mc",
      ])
  }

  @Test func `what is taken back before a character comes is never told`() {
    #expect(filtered("\\e[0ma", "\\e[31m\\e[2;3H\\e[0mb") == ["\\e[0ma", "\\e[2;3Hb"])
  }

  @Test func `what fills cells is told the rendition before`() {
    #expect(filtered("\\e[0ma", "\\e[41m\\e[K") == ["\\e[0ma", "\\e[41m\\e[K"])
  }

  @Test func `a character set is selected once`() {
    #expect(filtered("\\e(Ba\\e(B\\e[mb", "\\e(0\\e(B") == ["\\e(B\\e[0mab", "\\e(0\\e(B"])
  }

  @Test func `what is unknown goes through, and everything is told anew after it`() {
    #expect(filtered("\\e[1ma", "\\e[11mb") == ["\\e[0;1ma", "\\e[11m\\e[0;1mb"])
    #expect(filtered("\\e[?25l\\e[>4;2m\\e7\\e[!p") == ["\\e[?25l\\e[>4;2m\\e7\\e[!p"])
  }

  @Test func `after something else has written, everything is told anew`() {
    var filter = RenditionFilter()
    _ = filter.filter(Array("\u{1b}[1ma".utf8))
    filter.forget()
    #expect(filter.filter(Array("b".utf8)) == Array("\u{1b}[0mb".utf8))
  }
}
