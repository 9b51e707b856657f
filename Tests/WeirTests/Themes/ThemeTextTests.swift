import WeirScreen
import Foundation
import Testing
import WeirDashboard
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct ThemeTextTests {
  private static let plain = Swatch(.none)

  /// A library of a folder with one valid file and one broken one.
  private func withLibrary(_ body: (ThemeLibrary, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("weir-theme-texts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("name: Broken\npalette:\n  base00: red\n".utf8)
      .write(to: folder.appendingPathComponent("broken.yaml"))
    let slots = (0..<16).map {
      "base0\(String($0, radix: 16)): \"\($0 < 5 ? "201010" : "e0e0e0")\""
    }
    try Data(("scheme: 夜\n" + slots.joined(separator: "\n")).utf8)
      .write(to: folder.appendingPathComponent("night.yml"))
    try body(ThemeLibrary(folders: [folder]), folder)
  }

  private func list(_ library: ThemeLibrary, _ swatch: Swatch, home: String) -> [Substring] {
    let entries = ["broken", "night", "weir-light"].map { ThemeEntry($0, in: library) }
    return ThemeListText(entries, swatch, home: home).text.rendered(in: .unicode)
      .split(separator: "\n")
  }

  @Test func `in a pipe the list of themes is aligned, with sources and errors`() throws {
    try withLibrary { library, folder in
      let rows = list(library, ThemeTextTests.plain, home: folder.path)
      #expect(
        rows == [
          """
          broken      cannot be used  -      ~/broken.yaml:3: base00 is not a colour of six \
          hexadecimal digits
          """,
          "night       夜              dark   ~/night.yml",
          "weir-light  Weir Light      light  shipped",
        ])
    }
  }

  @Test func `with colors all rows have the same width, and end without colors`() throws {
    try withLibrary { library, folder in
      let rows = list(library, Swatch(.direct), home: folder.path)
      let ends = ["~/broken", "~/night", "shipped"]
      let places = zip(rows, ends).map { row, end in
        let bare = String(row).replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        return bare.firstRange(of: end).map { String(bare[..<$0.lowerBound]).columns }
      }
      #expect(places == [50, 50, 50])
      #expect(rows[2].contains("\u{1B}[38;2;43;52;64;48;2;250;250;247m Aa \u{1B}[0m"))
    }
  }

  @Test(arguments: [
    (ColorDepth.none, "x"), (.eight, "\u{1B}[31;40mx\u{1B}[0m"),
    (.sixteen, "\u{1B}[91;40mx\u{1B}[0m"), (.indexed, "\u{1B}[38;5;196;48;5;16mx\u{1B}[0m"),
    (.direct, "\u{1B}[38;2;255;0;0;48;2;0;0;0mx\u{1B}[0m"),
  ])
  func `a color is written for the depth of the terminal`(depth: ColorDepth, text: String) {
    let painted = Swatch(depth).paint("x", RGB(255, 0, 0), on: RGB(0, 0, 0))
    #expect(painted.rendered(in: .unicode) == text)
  }

  @Test func `the text of a theme has its slots, its meanings, and adjusted colors`() throws {
    try withLibrary { library, _ in
      let entry = ThemeEntry("night", in: library)
      let text = ThemeText(entry, try entry.theme.get(), ThemeTextTests.plain).text
        .rendered(in: .unicode)
      let rows = text.split(separator: "\n")
      #expect(rows[0] == "夜: dark, base16")
      #expect(rows[3] == "  base00 #201010    base08 #e0e0e0")
      #expect(rows.contains("  text        base05 #e0e0e0  13.9"))
      let dim = rows.first { $0.hasPrefix("  dim") }
      #expect(dim?.hasSuffix("moved from #201010") == true)
    }
  }

  @Test(arguments: [ColorDepth.none, .direct])
  func `control characters in the name and text of a file are escaped`(depth: ColorDepth) throws {
    try withLibrary { library, folder in
      let slots = (0..<16).map { "base0\(String($0, radix: 16)): \"101010\"" }
      let scheme = #"scheme: "a\e[31m\nb\u202E""# + "\n" + #"author: "\e[2J""# + "\n"
      try Data((scheme + slots.joined(separator: "\n")).utf8)
        .write(to: folder.appendingPathComponent("x\u{1B}[1m\ny.yaml"))
      let entry = ThemeEntry("x\u{1B}[1m\ny", in: library)
      let one = ThemeText(entry, try entry.theme.get(), Swatch(depth)).text
      let all = ThemeListText([entry], Swatch(depth), home: "").text
      for text in [one.rendered(in: .unicode), all.rendered(in: .ascii)] {
        let bare = text.replacing(#/\u{1B}\[[0-9;]+m/#, with: "")
        #expect(PrintableText(bare, .lines).description == bare)
        #expect(bare.contains(#"a\u{1b}[31m\nb\u{202e}"#))
        #expect(bare.contains(#"x\u{1b}[1m\ny"#))
        #expect(depth != .none || text == bare)
      }
      #expect(!all.rendered(in: .unicode).contains("\n"))
      #expect(PrintableText(entry.json.pretty, .lines).description == entry.json.pretty)
    }
  }

  @Test func `the JSON of a theme has its slots and meanings, that of a broken one its error`()
    throws
  {
    try withLibrary { library, folder in
      let light = ThemeEntry("weir-light", in: library).json.compact
      #expect(light.hasPrefix(#"{"name":"weir-light","source":"shipped","title":"Weir Light","#))
      #expect(light.contains(##""base0F":"#8c5a44"}"##))
      #expect(light.contains(##""text":{"color":"#2b3440","slot":"base05","contrast":1"##))
      let broken = ThemeEntry("broken", in: library).json.compact
      #expect(broken.contains(#""error":"\#(folder.path)/broken.yaml:3: base00 is not"#))
    }
  }
}
