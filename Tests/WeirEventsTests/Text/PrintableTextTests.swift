import Testing
import WeirEvents

@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("plain · …é夜🙂", "plain · …é夜🙂"), ("", ""),
    ("\u{1B}[31mred", #"\u{1b}[31mred"#), ("a\u{7}\u{0}b", #"a\u{7}\u{0}b"#),
    ("a\nb\r\tc", #"a\nb\r\tc"#), ("\u{7F}\u{80}\u{9B}31m", #"\u{7f}\u{80}\u{9b}31m"#),
    ("abc\u{202E}def\u{2066}", #"abc\u{202e}def\u{2066}"#),
    ("\u{200B}\u{200F}\u{FEFF}\u{AD}", #"\u{200b}\u{200f}\u{feff}\u{ad}"#),
    ("\u{2028}\u{2029}\u{85}", #"\u{2028}\u{2029}\u{85}"#), ("\u{E0041}", #"\u{e0041}"#),
    (#"\u{1b}"#, #"\u{1b}"#), ("e\u{301}", "e\u{301}"),
  ])
  func `what a terminal would interpret is escaped, and other text is kept`(
    text: String, printed: String
  ) {
    #expect(text.printable == printed)
    #expect(printed.printable == printed)
  }

  @Test func `only line breaks are kept where lines are wanted`() {
    #expect(PrintableText("a\nb\r\n\u{1B}", .lines).description == "a\nb\\r\n\\u{1b}")
  }

  @Test func `no scalar passes that moves, hides or reverses text`() {
    for value in UInt32(0)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
      if isControl || scalar.properties.isBidiControl || (0x2028...0x2029).contains(value) {
        #expect(PrintableText.isUnprintable(scalar), "\(value)")
      }
    }
  }
}
