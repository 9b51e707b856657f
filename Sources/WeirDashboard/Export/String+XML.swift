import WeirAnalysis
import WeirEvents

extension String {
  /// The text with the special characters of XML escaped, and `\u{FFFD}` for characters that XML
  /// does not allow.
  var escapedForXML: String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default:
        let isFit = !PrintableText.isUnprintable(scalar) && Character(scalar).isFitForXML
        escaped.unicodeScalars.append(isFit ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }
}

extension Character {
  /// Whether XML 1.0 allows it in a document.
  var isFitForXML: Bool {
    unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value & 0xFFFE != 0xFFFE }
  }
}
