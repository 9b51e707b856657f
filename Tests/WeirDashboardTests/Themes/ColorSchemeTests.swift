import Testing

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct ColorSchemeTests {
  private static let names = (0..<24).map(ColorScheme.key(of:))

  /// A palette in which each slot's colour is its number.
  private static func palette(_ count: Int, indent: String = "  ") -> String {
    names.prefix(count).enumerated()
      .map { "\(indent)\($1): \"#0000\($0 < 16 ? "0" : "")\(String($0, radix: 16))\"" }
      .joined(separator: "\n")
  }

  @Test func `the current form of a scheme file is read`() throws {
    let yaml = """
      system: "base16"
      name: "Ocean"
      author: "Someone (https://example.org)"
      variant: "light"
      palette:
      \(ColorSchemeTests.palette(16))
      """
    let scheme = try ColorScheme(yaml: yaml, file: "ocean.yaml")
    #expect(scheme.title == "Ocean")
    #expect(scheme.author == "Someone (https://example.org)")
    #expect(scheme.variant == .light)
    #expect((0..<16).allSatisfy { scheme[$0] == RGB(0, 0, UInt8($0)) })
  }

  @Test func `the older flat form is read, with unquoted colours`() throws {
    let colors = ColorSchemeTests.palette(16, indent: "").replacing("#", with: "")
    let scheme = try ColorScheme(
      yaml: "scheme: Old\nauthor: Someone\n\(colors)\n", file: "old.yaml")
    #expect(scheme.title == "Old")
    #expect(scheme[0x0F] == RGB(0, 0, 15))
    #expect(scheme.variant == .dark)
  }

  @Test func `a scheme of 24 has its own bright colours, one of 16 borrows them`() throws {
    let large = try ColorScheme(
      yaml: "name: Large\npalette:\n\(ColorSchemeTests.palette(24))", file: "large.yaml")
    let small = try ColorScheme(
      yaml: "name: Small\npalette:\n\(ColorSchemeTests.palette(16))", file: "small.yaml")
    #expect((0..<24).map { Int(large[$0].blue) } == Array(0..<24))
    #expect((16..<24).map { Int(small[$0].blue) } == [0, 0, 8, 10, 11, 12, 13, 14])
  }

  @Test func `a scheme without a variant is dark or light by its colours`() {
    let shades = (0..<16).map { RGB(UInt8($0 * 16), 0, 0) }
    func variant(_ colors: [RGB]) -> ColorScheme.Variant {
      ColorScheme(title: "", author: "", variant: nil, colors: colors).variant
    }
    #expect(variant(shades) == .dark)
    #expect(variant(shades.reversed()) == .light)
  }

  private static let broken: [(yaml: String, line: Int, reason: String)] = [
    ("", 1, "it has no keys and values"),
    ("- a\n- b\n", 1, "it has no keys and values"),
    ("name: [\n", 2, "did not find expected node content"),
    ("name: X\npalette: 3\n", 2, "palette has no keys and values"),
    ("name: X\npalette:\n  base00: \"#000000\"\n", 3, "base01 is missing"),
    (
      "name: X\npalette:\n" + palette(16).replacing("#000002", with: "red"), 5,
      "base02 is not a colour of six hexadecimal digits"
    ),
    (
      "name: X\npalette:\n" + palette(16).replacing("\"#000002\"", with: "#000002"), 5,
      "base02 is not a colour of six hexadecimal digits in quotes"
    ),
    ("name: X\npalette:\n" + palette(18), 3, "base12 is missing"),
    ("name: X\nvariant: dusk\npalette:\n" + palette(16), 2, "variant is neither dark nor light"),
    (
      "system: base24\nname: X\npalette:\n" + palette(16), 4, "base10 is missing"
    ),
    (
      "system: tinted8\nname: X\npalette:\n" + palette(16), 1,
      "system is neither base16 nor base24"
    ),
    ("name: X\npalette:\n" + palette(16) + "\n  base00: fff", 3, "base00 occurs twice"),
    ("name: X\n\tauthor: Y\n", 2, "found a tab character that violates indentation"),
    ("name: [X]\npalette:\n" + palette(16), 1, "name is not text"),
    (
      "base: &b\n  base00: fff\npalette:\n  <<: *b\n" + palette(16), 4,
      "<< is not supported: write out the keys that it stands for"
    ),
    ("name: X\n---\nname: Y\n", 2, "but found another document"),
    ("name: X\nauthor: \u{1B}\n", 2, "there is a control character, \\u{1b}"),
    (
      "name: X\npalette:\n" + palette(16).replacing("\"#000000\"", with: "!!binary MDAwMDAw"), 3,
      "base00 is not a colour of six hexadecimal digits"
    ),
    (
      "name: X\npalette:\n" + palette(16).replacing("\"#000000\"", with: "1e999"), 3,
      "base00 is not a colour of six hexadecimal digits"
    ),
    (
      "name: X\npalette:\n" + palette(16).replacing("\"#000000\"", with: "[000000]"), 3,
      "base00 is not a colour of six hexadecimal digits"
    ),
  ]

  @Test(arguments: broken)
  func `a broken scheme file is refused with its line and the reason`(
    yaml: String, line: Int, reason: String
  ) {
    #expect(throws: ThemeError.broken(file: "x.yaml", line: line, reason: reason)) {
      try ColorScheme(yaml: yaml, file: "x.yaml")
    }
  }

  @Test func `an error says what is wrong and what to do`() {
    let errors: [ThemeError] = [
      .unknown(name: "weird", known: ["weir-dark", "weir-light"]),
      .unreadable(file: "x.yaml", reason: "it is a pipe, not a file", advice: "Give a file."),
      .broken(file: "x.yaml", line: 5, reason: "base02 is missing"),
    ]
    #expect(
      errors.map(\.description) == [
        "There is no theme 'weird'. Choose one of: weir-dark, weir-light.",
        "The theme x.yaml cannot be read: it is a pipe, not a file. Give a file.",
        """
        x.yaml:5: base02 is missing. Fix the line, or choose a scheme file from \
        https://github.com/tinted-theming/schemes.
        """,
      ])
  }
}
