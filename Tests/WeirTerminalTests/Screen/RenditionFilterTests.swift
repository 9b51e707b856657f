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

  @Test func `before the first character, the whole rendition is written`() {
    #expect(filtered("\\e[1m\\e[38;5;7m\\e[48;5;0mx") == ["\\e[0;1;38;5;7;48;5;0mx"])
  }

  @Test(arguments: [
    ("\\e[38;5;7m\\e[48;5;0mx", ""), ("\\e[38;5;9m\\e[48;5;0mx", "\\e[38;5;9m"),
    ("\\e[0;1m\\e[38;5;7m\\e[48;5;0mx", "\\e[1m"), ("\\e[0mx", "\\e[39;49m"),
    ("\\e[38;2;1;2;3mx", "\\e[38;2;1;2;3m"), ("\\e[m\\e[31;44mx", "\\e[31;44m"),
    ("\\e[4;7mx", "\\e[4;7m"),
  ])
  func `before later characters, only differences are written`(sent: String, told: String) {
    #expect(filtered("\\e[38;5;7m\\e[48;5;0ma", sent)[1] == told + "x")
  }

  @Test func `attributes are turned off one by one, and dim stays when bold is turned off`() {
    #expect(
      filtered("\\e[1;2;4;7ma", "\\e[24mb", "\\e[0;2;7mc") == [
        "\\e[0;1;2;4;7ma", "\\e[24mb", "\\e[22;2mc",
      ])
  }

  @Test func `a change that is undone before a character is never written`() {
    #expect(filtered("\\e[0ma", "\\e[31m\\e[2;3H\\e[0mb") == ["\\e[0ma", "\\e[2;3Hb"])
  }

  @Test func `the rendition is written before a sequence that fills cells`() {
    #expect(filtered("\\e[0ma", "\\e[41m\\e[K") == ["\\e[0ma", "\\e[41m\\e[K"])
  }

  @Test func `a character set is selected once`() {
    #expect(filtered("\\e(Ba\\e(B\\e[mb", "\\e(0\\e(B") == ["\\e(B\\e[0mab", "\\e(0\\e(B"])
  }

  @Test func `an unknown sequence passes through, and the whole rendition is written after it`() {
    #expect(filtered("\\e[1ma", "\\e[11mb") == ["\\e[0;1ma", "\\e[11m\\e[0;1mb"])
    #expect(filtered("\\e[?25l\\e[>4;2m\\e7\\e[!p") == ["\\e[?25l\\e[>4;2m\\e7\\e[!p"])
  }

  @Test func `after other output, the whole rendition is written again`() {
    var filter = RenditionFilter()
    _ = filter.filter(Array("\u{1b}[1ma".utf8))
    filter.forget()
    #expect(filter.filter(Array("b".utf8)) == Array("\u{1b}[0mb".utf8))
  }
}
