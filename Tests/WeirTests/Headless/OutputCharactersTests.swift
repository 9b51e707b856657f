import Testing

@testable import weir

@Suite struct OutputCharactersTests {
  @Test(arguments: [
    ([:], false), (["LANG": "C.UTF-8"], false), (["LANG": "de_DE.utf8"], false),
    (["LC_ALL": "C"], true), (["LC_ALL": "POSIX", "LANG": "C.UTF-8"], true),
    (["LC_ALL": "", "LANG": "C.UTF-8"], false), (["LC_CTYPE": "C", "LANG": "C.UTF-8"], true),
    (["LC_ALL": "en_US.UTF-8", "LANG": "C"], false), (["LANG": "de_DE.ISO-8859-1"], true),
    (["LANG": "de_DE"], true), (["LANG": "de_DE.UTF-8@euro"], false), (["LC_TIME": "C"], false),
  ])
  func `the locale decides whether more than ASCII is printed`(
    environment: [String: String], isASCII: Bool
  ) {
    #expect((OutputCharacters(environment) == .ascii) == isASCII)
  }

  @Test(arguments: [
    (["weir", "--ascii"], true), (["weir", "run", "--ascii", "--", "x"], true),
    (["weir", "--", "--ascii"], false), (["weir"], false),
  ])
  func `the option requests ASCII`(arguments: [String], isASCII: Bool) {
    #expect((OutputCharacters([:], arguments: arguments) == .ascii) == isASCII)
  }

  @Test func `our own symbols have ASCII forms, and letters are escaped`() {
    #expect(OutputCharacters.ascii.text("a · b… 1–2 é🙂") == #"a - b... 1-2 \u{e9}\u{1f642}"#)
    #expect(OutputCharacters.unicode.text("a · é") == "a · é")
  }
}
