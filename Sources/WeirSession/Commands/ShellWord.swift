import WeirAnalysis
import WeirEvents
import WeirLog

/// One word of a command line, quoted so that every POSIX shell reads it back unchanged.
///
/// Plain words are not quoted, most others are in single quotes. A word with control characters,
/// which must not reach a terminal, is written in octal for `printf`: `"$(printf 'a\033b')"`.
struct ShellWord: CustomStringConvertible {
  let description: String

  /// - Parameter ascii: Whether characters beyond ASCII are escaped, too.
  init(_ word: String, ascii: Bool = false) {
    let isSpelled = word.unicodeScalars.contains { scalar in
      PrintableText.isUnprintable(scalar) || (ascii && !scalar.isASCII)
    }
    if isSpelled {
      description = ShellWord.spelled(word)
    } else if !word.isEmpty, word.utf8.allSatisfy(ShellWord.isPlain) {
      description = word
    } else {
      description = "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
  }

  /// Shells strip newlines from the end of a command's output, so those are written in quotes.
  private static func spelled(_ word: String) -> String {
    let ends = word.unicodeScalars.reversed().prefix { $0 == "\n" }.count
    let body = String(word.unicodeScalars.dropLast(ends))
    let quoted = #""$(printf '"# + octal(body) + #"')""#
    return ends == 0 ? quoted : quoted + "'" + String(repeating: "\n", count: ends) + "'"
  }

  /// Only plain characters are left as they are: the result has no special meaning to a shell, to
  /// `printf`, or to the history of an interactive shell.
  private static func octal(_ word: String) -> String {
    var text = ""
    for (offset, byte) in word.utf8.enumerated() {
      if byte == UInt8(ascii: "%") {
        text += "%%"
      } else if isPlain(byte), !(offset == 0 && byte == UInt8(ascii: "-")) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\" + String(UInt16(byte) | 0o1000, radix: 8).dropFirst()
      }
    }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }
}
