/// How a character fits into cells: the one place that knows widths.
///
/// Terminals agree about a base character with combining marks, and about nothing else. Characters
/// that they would disagree about (joined emoji, flags, presentation selectors, control characters)
/// are reduced to that form first.
package enum CharacterWidth {
  /// The replacement for a character that no cell can hold.
  static let replacement: Character = "\u{FFFD}"

  /// The form of a character that every terminal shows in the same way, and its width: 0, 1 or 2
  /// columns.
  static func cellForm(of character: Character) -> (character: Character, width: Int) {
    let scalars = character.unicodeScalars
    guard let base = scalars.first else { return (" ", 0) }
    let width = width(of: base)
    guard width > 0 else { return (isObeyed(base) ? (replacement, 1) : (character, 0)) }
    guard scalars.count > 1 else { return (character, width) }
    var form = String.UnicodeScalarView([base])
    form.append(contentsOf: scalars.dropFirst().prefix(while: isMark).prefix(3))
    return (Character(String(form)), width)
  }

  /// The number of columns of a text.
  ///
  /// - Complexity: O(scalars).
  package static func of(_ text: String) -> Int {
    var width = 0
    for scalar in text.unicodeScalars {
      guard isSimple(scalar) else { return slowWidth(of: text) }
      width += 1
    }
    return width
  }

  private static func slowWidth(of text: String) -> Int {
    text.reduce(0) { $0 + cellForm(of: $1).width }
  }

  /// Whether a scalar is one column wide and never joins with its neighbours: most text, and all of
  /// our own graphics.
  static func isSimple(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0xA9, 0xAF..<0x300: scalar.value != 0xAD
    case 0x2010..<0x2028, 0x2190..<0x2194, 0x2200..<0x2300, 0x2500..<0x25FD, 0x2713, 0x2717,
      0x2800..<0x2900:
      true
    default: false
    }
  }

  /// Whether a scalar would control the terminal, or change the direction of the text after it: a
  /// replacement shows that it is there. A joiner between signs is left out instead.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.properties.isBidiControl
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: !scalar.properties.isVariationSelector
    default: false
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if isSimple(scalar) { return 1 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator,
      .surrogate:
      return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x1100 { return false }
    if scalar.properties.isEmojiPresentation { return true }
    return wideRanges.contains { $0.contains(scalar.value) }
  }

  /// East Asian Width W and F (Unicode Standard Annex 11), in blocks; emoji are known by their
  /// property.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]
}
