/// Untrusted text in a form that a terminal shows but never interprets.
///
/// Names come from files and arguments, and may contain escape sequences, or marks that reverse the
/// direction of text. Everything that is printed goes through here. The drawn screen has its own
/// rule for the characters in a cell.
package struct PrintableText: CustomStringConvertible {
  /// How many lines the text may span.
  package enum Extent {
    /// Line breaks are escaped too: the text is always one row.
    case row
    /// Line breaks are kept.
    case lines
  }

  package let description: String

  package init(_ text: String, _ extent: Extent = .row) {
    let isClean = text.unicodeScalars.allSatisfy { scalar in
      !PrintableText.isUnprintable(scalar) || (extent == .lines && scalar == "\n")
    }
    description = isClean ? text : PrintableText.escaped(text, extent)
  }

  private static func escaped(_ text: String, _ extent: Extent) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if isUnprintable(scalar), !(extent == .lines && scalar == "\n") {
        escaped += escape(scalar)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A scalar as a Swift escape: `\n`, `\u{1b}`.
  package static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  /// Whether a scalar has an effect instead of a shape: control characters (C0, DEL, C1), format
  /// controls (which reverse, join or hide their neighbours), and line and paragraph separators.
  package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension String {
  /// The text in one row, with everything escaped that a terminal would interpret.
  package var printable: String { PrintableText(self).description }
}
