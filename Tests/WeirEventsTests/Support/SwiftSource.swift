/// The string literals and the comments of a Swift source.
///
/// Interpolations become `…`, and literals that are joined with `+` are one, so that a phrase is
/// found even if it is split. A comment of several lines is one piece for each line. A literal that
/// does not end is a fault of the scanner, and `isComplete` is false.
struct SwiftSource {
  struct Piece: Equatable {
    var text: String
    /// The line on which it starts, counted from 1.
    var line: Int
    /// The column after its last character, counted from 0.
    var endColumn: Int
  }

  private(set) var literals: [Piece] = []
  private(set) var comments: [Piece] = []
  private(set) var isComplete = true

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var column = 0
  /// Whether only blanks and a `+` came since the last literal.
  private var isJoined = false

  /// Scans a source.
  ///
  /// - Complexity: O(bytes).
  init(_ text: String) {
    bytes = Array(text.utf8)
    scanCode(until: nil)
  }

  /// Scans code up to the end, or to a closing bracket that belongs to an interpolation.
  private mutating func scanCode(until end: UInt8?) {
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      // Few bytes start anything, and a comparison of texts is slow.
      if "/#\"".utf8.contains(byte), scanLiteralOrComment() { continue }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")"), end != nil {
        depth -= 1
        if depth < 0 { return advance() }
      }
      isJoined = isJoined && " \n+".utf8.contains(byte)
      advance()
    }
    isComplete = isComplete && end == nil
  }

  /// Scans the literal or comment that starts here; returns false if none does.
  private mutating func scanLiteralOrComment() -> Bool {
    if starts(with: "//") {
      scanLineComment()
    } else if starts(with: "/*") {
      scanBlockComment()
    } else if starts(with: "#/") {
      skipRegularExpression()
    } else if let hashes = hashesOfLiteral {
      scanLiteral(hashes)
    } else {
      return false
    }
    return true
  }

  private mutating func scanLineComment() {
    var comment = Piece(text: "", line: line, endColumn: 0)
    let start = index
    while index < bytes.count, bytes[index] != 0x0A { advance() }
    comment.text = String(decoding: bytes[start..<index].drop { $0 == 0x2F }, as: UTF8.self)
    comment.endColumn = column
    comments.append(comment)
  }

  private mutating func scanBlockComment() {
    var start = index
    while index < bytes.count {
      let isEnd = starts(with: "*/")
      if isEnd { advance(2) }
      if isEnd || bytes[index] == 0x0A {
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        comments.append(Piece(text: text, line: line, endColumn: column))
        start = index
      }
      if isEnd { return }
      advance()
    }
    isComplete = false
  }

  private mutating func skipRegularExpression() {
    while index < bytes.count, !starts(with: "/#") { advance() }
    advance(2)
  }

  /// The number of `#` before the quote at which a literal starts; `nil` if none starts here.
  private var hashesOfLiteral: Int? {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = index + hashes
    return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  private mutating func scanLiteral(_ hashes: Int) {
    let start = line
    let wasJoined = isJoined && !literals.isEmpty
    let marks = String(repeating: "#", count: hashes)
    advance(hashes)
    let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    advance(quotes.utf8.count)
    let (end, escape) = (quotes + marks, "\\" + marks)
    var text: [UInt8] = []
    // Literals within an interpolation come before the literal that contains them.
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\""), starts(with: end) { break }
      if byte == UInt8(ascii: "\\"), starts(with: escape) {
        advance(escape.utf8.count)
        scanEscape(into: &text)
      } else {
        text.append(byte)
        advance()
      }
    }
    isComplete = isComplete && index < bytes.count
    advance(end.utf8.count)
    let literal = String(decoding: text, as: UTF8.self)
    if wasJoined, let last = literals.popLast() {
      literals.append(Piece(text: last.text + literal, line: last.line, endColumn: column))
    } else {
      literals.append(Piece(text: literal, line: start, endColumn: column))
    }
    isJoined = true
  }

  private mutating func scanEscape(into text: inout [UInt8]) {
    guard index < bytes.count else { return }
    switch bytes[index] {
    case UInt8(ascii: "("):
      advance()
      scanCode(until: UInt8(ascii: ")"))
      text += "…".utf8
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      text.append(bytes[index])
      advance()
    case UInt8(ascii: "\n"): advance()
    default:
      // An escaped character is not a part of a word.
      text.append(UInt8(ascii: " "))
      advance()
    }
  }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where index < bytes.count {
      if bytes[index] == 0x0A {
        line += 1
        column = 0
      } else if bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
      index += 1
    }
  }
}
