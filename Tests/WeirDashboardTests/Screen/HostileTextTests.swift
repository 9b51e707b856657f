import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// A frame never contains control characters, whatever is written into it.
@Suite struct HostileTextTests {
  private static let texts = [
    "\u{1B}[31mred\u{1B}[0m", "a\u{7}b", "\u{9B}2J", "\u{7F}", "a\nb\r\tc",
    "abc\u{202E}def\u{2066}g\u{2069}",
    "\u{200F}\u{061C}x", "a\u{2028}b\u{2029}", "\u{301}", "e\u{301}\u{302}\u{303}\u{304}\u{305}",
    "\u{FEFF}x",
    "👩‍💻\u{1B}", "\r\n", "\u{0}", "x\u{200B}y", "\u{E0041}",
  ]

  @Test(arguments: texts)
  func `no cell contains a control character, and each text has the width it claims`(text: String) {
    var frame = Frame(size: Size(columns: 30, rows: 1))
    let columns = frame.write(text, at: 0, 0, .plain)
    #expect(columns == text.columns)
    frame.write(Line(text, .plain), at: 0, 0, limit: 5)
    for cell in frame.cells where !cell.isContinuation {
      #expect(cell.scalars.all.allSatisfy { !PrintableText.isUnprintable($0) })
    }
  }

  /// The two rules are in two targets, neither of which imports the other.
  @Test func `a character that printed text escapes has no cell of its own on the screen`() {
    for value in Array(0...0xFFFF) + Array(0xE0000...0xE0FFF) {
      guard let scalar = Unicode.Scalar(UInt32(value)), PrintableText.isUnprintable(scalar)
      else { continue }
      let form = CharacterWidth.cellForm(of: Character(scalar))
      #expect(form.width == 0 || form.character == CharacterWidth.replacement, "\(value)")
    }
  }

  @Test func `a character that changes the direction of text is visible`() {
    var frame = Frame(size: Size(columns: 5, rows: 1))
    frame.write("a\u{202E}b", at: 0, 0, .plain)
    #expect(frame.text == "a\u{FFFD}b")
  }

  @Test func `a picture of hostile text is a valid document`() {
    var frame = Frame(size: Size(columns: 30, rows: 1))
    for (index, text) in HostileTextTests.texts.enumerated() {
      frame.write(text, at: index, 0, limit: 2, .plain)
    }
    let picture = FramePicture(frame, theme: .standard, title: "a\u{1B}\u{202E}<b>")
    for text in [picture.svg, picture.text] {
      #expect(PrintableText(text, .lines).description == text)
    }
  }
}
