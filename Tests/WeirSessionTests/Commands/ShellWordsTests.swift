import Testing
import WeirSession

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("", []), ("  ", []), ("service", ["service"]), (" a  b\tc ", ["a", "b", "c"]),
    ("a 'b c' d", ["a", "b c", "d"]), (#"a "b 'c'" d"#, ["a", "b 'c'", "d"]),
    ("a''b ''", ["ab", ""]),
    (#"a\ b \'"#, ["a b", "'"]), (#"'a\b'"#, [#"a\b"#]), (#"--mark=é" "x@1s"#, ["--mark=é x@1s"]),
  ])
  func `words are split as a shell does`(text: String, words: [String]) {
    #expect(ShellWords(text)?.words == words)
  }

  @Test(arguments: ["'", "a \"b", "a\\", "'a' 'b"])
  func `a text with an open quotation mark has no words`(text: String) {
    #expect(ShellWords(text) == nil)
  }
}
