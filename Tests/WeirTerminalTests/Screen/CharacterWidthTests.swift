import CNcurses
import Testing

@testable import WeirScreen
@testable import WeirTerminal

extension CursesTests {
  /// The widths that frames are laid out with, compared with those of the C library, with which
  /// ncurses moves the cursor.
  @Suite struct CharacterWidthTests {
    init() { _ = TerminalLocale.activate(ascii: false) }

    private static let scalars = [0x20...0xD7FF, 0xE000...0x10FFFF].joined()

    private func form(of scalar: Unicode.Scalar) -> (scalars: CellScalars, width: Int) {
      let form = CharacterWidth.cellForm(of: Character(scalar))
      return (CellScalars(form.character), form.width)
    }

    /// Ranges of scalars in readable form.
    private func ranges(_ values: [UInt32]) -> String {
      var ranges: [ClosedRange<UInt32>] = []
      for value in values {
        if let last = ranges.last, last.upperBound + 1 == value {
          ranges[ranges.count - 1] = last.lowerBound...value
        } else {
          ranges.append(value...value)
        }
      }
      return ranges.map {
        "\(String($0.lowerBound, radix: 16))-\(String($0.upperBound, radix: 16))"
      }.joined(separator: " ")
    }

    @Test func `a character that the terminal shows is as wide as a frame thinks, or shown as ?`() {
      var wrong: [UInt32] = []
      for value in Self.scalars {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
        let (scalars, width) = form(of: scalar)
        guard width > 0 else { continue }
        let glyph = Glyph(scalars, columns: width)
        let shown = glyph == .unknown ? 1 : wcwidth(wchar_t(scalars.first.value))
        // The replacement takes one column; in place of a wide character, ncurses leaves its other
        // half blank.
        if shown != width, glyph != .unknown { wrong.append(UInt32(value)) }
      }
      #expect(wrong.isEmpty, "\(ranges(wrong))")
    }

    @Test func `few of the characters that the C library prints are shown as ?`() {
      var unknown: [UInt32] = []
      for value in Self.scalars {
        guard let scalar = Unicode.Scalar(UInt32(value)), isLetterOrSign(scalar) else { continue }
        let (_, width) = form(of: scalar)
        let known = wcwidth(wchar_t(scalar.value))
        if known > 0, width > 0, known != width { unknown.append(scalar.value) }
      }
      // Scripts and signs that are newer than the C library, or whose width has changed since.
      #expect(unknown.count < 600, "\(unknown.count): \(ranges(unknown))")
    }

    private func isLetterOrSign(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .unassigned, .privateUse, .surrogate, .control, .format: false
      default: true
      }
    }

    @Test
    func `a character without a column in a frame takes none on the terminal, or is left out`() {
      var wrong: [UInt32] = []
      for value in Self.scalars {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
        let pair = "a\(Character(scalar))"
        let character = pair.count == 1 ? Character(pair) : "a"
        let form = CharacterWidth.cellForm(of: character)
        let marks = CellScalars(form.character).all.dropFirst()
        if marks.contains(where: { wcwidth(wchar_t($0.value)) > 0 }) { wrong.append(UInt32(value)) }
      }
      #expect(wrong.isEmpty, "\(ranges(wrong))")
    }
  }
}
