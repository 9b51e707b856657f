/// Text from outside in a form that a terminal shows and never obeys.
///
/// Names come out of files and arguments, and may hold escape sequences, or marks that reverse the
/// direction of what follows. Everything that is printed goes through here. The drawn screen
/// has its own rule for what may stand in a cell.
package struct PrintableText: CustomStringConvertible {
  /// What the text may span.
  package enum Extent {
    /// Ends of lines are escaped too: the text stays one row, whatever is in it.
    case row
    /// Ends of lines stay.
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

  /// A scalar as Swift writes it: `\n`, `\u{1b}`.
  package static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  /// Whether a scalar has no shape of its own but an effect: control characters (C0, DEL, C1),
  /// format controls (which reverse, join or hide what is around them), and the separators of lines
  /// and paragraphs.
  package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension String {
  /// The text in one row, with everything escaped that a terminal would obey.
  package var printable: String { PrintableText(self).description }
}
