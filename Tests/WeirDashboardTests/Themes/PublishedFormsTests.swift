import Testing

@testable import WeirDashboard
@testable import WeirScreen

/// The forms of published scheme files: by hand and by many tools, over twelve years.
@Suite struct PublishedFormsTests {
  private static let modern = """
    system: "base16"
    name: "Harbour"
    slug: "harbour"
    author: "Someone (https://example.org)"
    variant: "dark"
    palette:
      base00: "#101112"
      base01: "#202122"
      base02: "#303132"
      base03: "#404142"
      base04: "#505152"
      base05: "#606162"
      base06: "#707172"
      base07: "#808182"
      base08: "#90a1b2"
      base09: "#a0a1a2"
      base0A: "#b0b1b2"
      base0B: "#c0c1c2"
      base0C: "#d0d1d2"
      base0D: "#e0e1e2"
      base0E: "#f0f1f2"
      base0F: "#abcdef"

    """

  private static let flat =
    modern
    .replacing("system: \"base16\"\n", with: "").replacing("variant: \"dark\"\n", with: "")
    .replacing("slug: \"harbour\"\n", with: "")
    .replacing("name:", with: "scheme:").replacing("palette:\n", with: "").replacing("  ", with: "")

  private static let large =
    modern.replacing("base16", with: "base24")
    + (16..<24).map { "  \(ColorScheme.key(of: $0)): \"#0000\(String($0, radix: 16))\"\n" }.joined()

  private static let forms: [(form: String, yaml: String)] = [
    ("as the standard has it", modern),
    ("flat", flat),
    ("with lines before and after", "---\n" + modern + "...\n"),
    ("without marks", modern.replacing("#", with: "")),
    ("without quotes and marks", modern.replacing("\"#", with: "").replacing("\"", with: "")),
    ("in single quotes", modern.replacing("\"", with: "'")),
    ("in capitals", modern.replacing("abcdef", with: "ABCDEF").replacing("90a1b2", with: "90A1B2")),
    ("slots in small letters", modern.replacing(#/base0([A-F])/#) { "base0\($0.1.lowercased())" }),
    ("with the ends of lines of Windows", modern.replacing("\n", with: "\r\n")),
    ("flat, from Windows", flat.replacing("\n", with: "\r\n")),
    ("with a byte order mark", "\u{FEFF}" + modern),
    ("flat, with a byte order mark", "\u{FEFF}" + flat),
    (
      "with comments",
      "# A comment.\n" + modern.replacing("\"\n", with: "\" # a remark: \"#fff\"\n")
    ),
    ("with tabs before remarks", modern.replacing("\"\n", with: "\"\t# a remark\n")),
    ("with tabs after colons", modern.replacing(": \"", with: ":\t\"")),
    ("with tabs in empty lines", modern.replacing("palette:", with: "\t\n \t# Now:\npalette:")),
    ("with blanks at the ends", modern.replacing("\n", with: "  \n")),
    ("indented by four", modern.replacing("  base", with: "    base")),
    ("as a flow", "name: Harbour\npalette: {\(flow)}\n"),
    ("keys in quotes", modern.replacing(#/(base0.):/#) { "\"\($0.1)\":" }),
    ("without a system", modern.replacing("system: \"base16\"\n", with: "")),
    ("without a variant", modern.replacing("variant: \"dark\"\n", with: "")),
    ("the variant with a capital", modern.replacing("\"dark\"", with: "Dark")),
    ("with keys of its own", "description: |\n  Two\n  lines\n" + modern + "license: MIT\n"),
    ("base24", large),
    ("base24, bare", large.replacing("\"#", with: "").replacing("\"", with: "")),
  ]

  private static let flow = modern.matches(of: #/base0.: "#......"/#).map { String($0.0) }
    .joined(separator: ", ")

  @Test(arguments: forms)
  func `a scheme file in a published form is read completely`(form: String, yaml: String) throws {
    let scheme = try ColorScheme(yaml: yaml, file: "harbour.yaml")
    let wanted = try ColorScheme(yaml: PublishedFormsTests.modern, file: "harbour.yaml")
    #expect(scheme.title == "Harbour")
    #expect(scheme.variant == .dark)
    for slot in 0..<16 { #expect(scheme[slot] == wanted[slot], "\(slot)") }
    if form.hasPrefix("base24") { #expect(scheme[0x17] == RGB(0, 0, 0x17)) }
  }

  /// What YAML reads as zero, an octal number, a float, infinity, a truth value, a date or a time.
  @Test(arguments: [
    ("000000", RGB(0, 0, 0)), ("001234", RGB(0, 0x12, 0x34)), ("012345", RGB(1, 0x23, 0x45)),
    ("1e1e10", RGB(0x1E, 0x1E, 0x10)), ("123456", RGB(0x12, 0x34, 0x56)),
    ("9e9999", RGB(0x9E, 0x99, 0x99)), ("00e000", RGB(0, 0xE0, 0)), ("0e0", RGB(0, 0xEE, 0)),
    ("fff", RGB(255, 255, 255)), ("\"#a5f\"", RGB(0xAA, 0x55, 0xFF)),
  ])
  func `a bare colour is its digits, even if YAML reads a number`(text: String, color: RGB) throws {
    for yaml in [PublishedFormsTests.modern, PublishedFormsTests.flat] {
      let scheme = try ColorScheme(
        yaml: yaml.replacing("\"#101112\"", with: text), file: "harbour.yaml")
      #expect(scheme[0] == color)
    }
  }

  @Test func `a scheme without a name is named after its slug or its file`() throws {
    let slugged = PublishedFormsTests.modern.replacing("name: \"Harbour\"\n", with: "")
    let bare = slugged.replacing("slug: \"harbour\"\n", with: "")
    #expect(try ColorScheme(yaml: slugged, file: "x.yaml").title == "harbour")
    #expect(try ColorScheme(yaml: bare, file: "x.yaml").title == "x.yaml")
  }
}
