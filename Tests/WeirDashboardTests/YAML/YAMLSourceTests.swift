import Testing
import WeirTestSupport

@testable import WeirDashboard
@testable import WeirScreen

/// Whatever a file contains, reading it ends soon: it is read, or refused with its line.
@Suite(.mustEnd) struct YAMLSourceTests {
  private func failure(_ yaml: String) -> YAMLSource.Failure? {
    do throws(YAMLSource.Failure) {
      _ = try YAMLSource.compose(yaml)
      return nil
    } catch {
      return error
    }
  }

  /// Ten levels of ten aliases each, and a value that uses them.
  private static func bomb(_ end: String) -> String {
    let levels = Array("abcdefghij").enumerated().map { level, name in
      let former = level == 0 ? "x" : "*\(Array("abcdefghij")[level - 1])"
      return "\(name): &\(name) [" + [String](repeating: former, count: 10).joined(separator: ", ")
        + "]\n"
    }
    return levels.joined() + end
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static let expanding = "its aliases would expand to too many values"
  private static let keyed = "it has too many keys that are lists or mappings"

  private static let hostile: [(yaml: String, line: Int, reason: String)] = [
    (bomb("? *j\n: 1\n"), 3, expanding), (bomb("*j : 1\n"), 3, expanding),
    (bomb("k: *j\n"), 3, expanding), (bomb("- {*j : 1}\n"), 3, expanding),
    (bomb("").replacing("\n", with: "\r"), 3, expanding),
    (bomb("").replacing("\n", with: "\r\n"), 3, expanding),
    (
      "a: &a\n" + repeated("  - x\n", 2000) + "b: &b [" + repeated("*a,", 30) + "]\n? *b\n: 1",
      2002, expanding
    ),
    ("a: &a x\nb: [" + repeated("*a, ", 300) + "]\n", 2, "there are more than 256 aliases"),
    (repeated("[", 30_000), 1, "it is nested too deeply"),
    (repeated("{a: ", 10_000), 1, "it is nested too deeply"),
    (repeated("- ", 20_000), 1, "it is nested too deeply"),
    (repeated("? ", 20_000), 1, keyed),
    (repeated("{? ", 900) + "[" + repeated("x,", 20_000), 1, keyed),
    (repeated("[", 50) + repeated("]: x, ", 2000), 1, keyed),
    (repeated("#\n", 40_000), 1, "it has more than 64 KiB"),
    (repeated("x", 70_000), 1, "it has more than 64 KiB"),
    ("a: &a [*a]\n", 1, "found undefined alias"), ("a: *b\n", 1, "found undefined alias"),
    ("a: 1\n---\nb: 2\n", 2, "but found another document"),
    ("a: 1\nb: \u{0}\n", 2, "there is a control character, \\u{0}"),
    ("a: 1\r\nb: \u{1B}[31m\n", 2, "there is a control character, \\u{1b}"),
    ("a: \"\u{7F}\"\n", 1, "there is a control character, \\u{7f}"),
    ("a: \"\\uD800\"\n", 1, "found invalid Unicode character escape code"),
  ]

  @Test(arguments: hostile)
  func `a hostile text is refused with its line and the reason`(
    yaml: String, line: Int, reason: String
  ) {
    #expect(failure(yaml) == .broken(line: line, reason: reason))
  }

  @Test(arguments: [
    "", "\u{FEFF}", "a: 1e999\n", "a: !!binary aGVsbG8=\n", "a: !!python/object:os.system x\n",
    "a: &a x\nb: *a\nc: [*a, *a]\n", "a: &a {b: 1}\nc:\n  <<: *a\n",
    "author: Q&A (R&D) & Sons *rated* a*b\n",
    "# ** & ** [[[ ?\na: 1\n", "? [a, b]\n: 1\n", "a: \"\\e[31m\\0\"\n",
    "\(repeated("a", 1000)): 1\n", "\(repeated("1", 30_000)) : 1\n",
    "a: \(repeated("1:", 20_000))1\n",
    "\(repeated("1:1", 300)): 1\n", "a: |\n\(repeated("  x\n", 10_000))",
    (0..<3000).map { "k\($0): 1\n" }.joined(), "[\(repeated("[1,2],", 8000))]", "a:\r  b: 1\r",
  ])
  func `an odd but harmless text is read, or refused by the parser`(yaml: String) {
    if let failure = failure(yaml) {
      guard case .broken(_, let reason) = failure else { return }
      #expect(
        ![YAMLSourceTests.expanding, YAMLSourceTests.keyed].contains(reason), "\(yaml.prefix(40))")
    }
  }

  @Test func `a repeated key is an error of its own`() {
    #expect(failure("a: 1\nb: 2\na: 3\n") == .repeated(key: "a", line: 1))
  }

  /// Texts of hostile pieces: none may take long, whatever the result.
  @Test(arguments: UInt64(1)...200)
  func `no mixture of hostile pieces takes long`(seed: UInt64) {
    let pieces = [
      "&a ", "*a ", "&b [", "*b, ", "]", "[", "{", "}", "? ", ": ", "- ", "\n", "\n  ", "\n    ",
      "x", "'", "\"",
      "#", "|\n", ">\n", "!!str ", "<<: ", "--- ", "...\n", "%TAG ! x\n", "\t", "\r", "é", "1e999",
      ",", "k: ",
    ]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    var yaml = ""
    for _ in 0..<below(400) {
      yaml += YAMLSourceTests.repeated(
        pieces[below(pieces.count)], below(4) == 0 ? below(60) + 1 : 1)
    }
    _ = failure(yaml)
    _ = SettingsReader(yaml, file: "x.yaml", names: SettingNames())
    _ = try? ColorScheme(yaml: yaml, file: "x.yaml")
  }
}
