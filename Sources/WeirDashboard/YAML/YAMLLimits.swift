import WeirAnalysis
import WeirEvents

/// Limits of a YAML text, checked before it is parsed.
///
/// An alias stands for a copy of what its anchor marks, and copies may contain copies. If they are
/// part of a key, the parser visits all of them, and again for each key inside a key: a few hundred
/// bytes can be billions of nodes. So an upper bound of the work is estimated from the bytes alone.
/// The parser itself limits how deeply a text is nested.
struct YAMLLimits {
  private static let aliasLimit = 256
  /// The most nodes that the parser may have to visit, as estimated.
  private static let nodeLimit = 200_000.0

  private let bytes: [UInt8]
  private let text: String

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// Checks the limits.
  ///
  /// - Throws: `YAMLSource.Failure` with the line in which a limit is exceeded.
  func check() throws(YAMLSource.Failure) {
    guard bytes.count <= YAMLSource.sizeLimit else {
      throw .broken(line: 1, reason: "it has more than \(YAMLSource.sizeLimit / 1024) KiB")
    }
    try checkCharacters()
    try checkCopies()
  }

  /// A control character can only be written as an escape in quotes.
  private func checkCharacters() throws(YAMLSource.Failure) {
    var line = 1
    var former: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\r" || (scalar == "\n" && former != "\r") { line += 1 }
      former = scalar
      let isBreak = ["\t", "\n", "\r", "\u{85}"].contains(scalar)
      guard scalar.properties.generalCategory == .control, !isBreak else { continue }
      throw .broken(
        line: line, reason: "there is a control character, \(PrintableText.escape(scalar))")
    }
  }

  private func checkCopies() throws(YAMLSource.Failure) {
    var (aliases, anchors, keys, line) = (0, 0, 0, 1)
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"): line += byte(index - 1) == UInt8(ascii: "\r") ? 0 : 1
      case UInt8(ascii: "\r"): line += 1
      case UInt8(ascii: "&") where hasName(index) && !marksOneValue(index): anchors += 1
      case UInt8(ascii: "*") where hasName(index): aliases += 1
      case UInt8(ascii: "?") where beginsToken(index): keys += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): keys += endsKey(index) ? 1 : 0
      default: continue
      }
      guard aliases <= YAMLLimits.aliasLimit else {
        throw .broken(line: line, reason: "there are more than \(YAMLLimits.aliasLimit) aliases")
      }
      let nodes = Double(bytes.count) * growth(aliases, anchors) * Double(keys + 1)
      guard nodes <= YAMLLimits.nodeLimit else {
        let reason =
          anchors > 0 && aliases > 0
          ? "its aliases would expand to too many values"
          : "it has too many keys that are lists or mappings"
        throw .broken(line: line, reason: reason)
      }
    }
  }

  /// How many times longer the text can become. It grows most if the aliases are spread evenly over
  /// some levels, each a list of copies of the one before.
  private func growth(_ aliases: Int, _ anchors: Int) -> Double {
    var most = 1.0
    for levels in 1...max(min(aliases, anchors), 1) where anchors > 0 {
      var product = 1.0
      for _ in 0..<levels where product < YAMLLimits.nodeLimit {
        product *= Double(aliases) / Double(levels) + 1
      }
      most = max(most, product)
    }
    return most
  }

  /// Whether a `&` or `*` may start an anchor or an alias.
  private func hasName(_ index: Int) -> Bool {
    beginsToken(index) && byte(index + 1).map(isName) ?? false
  }

  /// Whether a token can start at an index, because no word continues there.
  private func beginsToken(_ index: Int) -> Bool {
    guard let former = byte(index - 1) else { return true }
    return former >= 0x80 || " \t\r\n[]{},:?-\"'%@`!".utf8.contains(former)
  }

  /// Whether a bracket closes a key.
  private func endsKey(_ bracket: Int) -> Bool {
    let rest = bytes[(bracket + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return rest.first == UInt8(ascii: ":")
  }

  /// Whether an anchor marks a word or a quoted text, whose copies do not grow.
  private func marksOneValue(_ anchor: Int) -> Bool {
    let rest = bytes[(anchor + 1)...].drop(while: isName).drop { $0 == UInt8(ascii: " ") }
    guard let first = rest.first else { return false }
    return isName(first) && first != UInt8(ascii: "-") || "\"'".utf8.contains(first)
  }

  private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

  private func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
