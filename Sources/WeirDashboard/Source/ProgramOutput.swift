public import DequeModule

/// What a program that was started here has printed, as lines that can be shown: the newest ones.
///
/// Its bytes may be anything. Escape sequences are removed, a carriage return begins the line anew
/// as on a terminal, and bytes that are not UTF-8 are replaced.
public struct ProgramOutput: Sendable, Hashable {
  /// The newest lines, the last of which may not be complete.
  public private(set) var lines: Deque<String> = []
  /// How many lines came before them, and are only in the file.
  public private(set) var earlierCount = 0
  /// The path of the file that has all of it.
  public let path: String
  private var unfinished: [UInt8] = []
  /// Whether the last line is not complete, so that what follows belongs to it.
  private var isLastOpen = false

  /// The maximum number of lines kept.
  static let lineLimit = 5_000
  /// The maximum number of bytes of a line; a longer one is broken.
  static let byteLimit = 1_000

  /// The output of a program that has printed nothing.
  ///
  /// - Parameter path: The file that has all of it.
  public init(path: String) { self.path = path }

  /// Adds what has been printed next.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if isLastOpen { lines.removeLast() }
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        add(unfinished)
        unfinished = []
      } else {
        if unfinished.count >= ProgramOutput.byteLimit {
          add(unfinished)
          unfinished = []
        }
        unfinished.append(byte)
      }
    }
    isLastOpen = !unfinished.isEmpty
    if isLastOpen { add(unfinished) }
  }

  /// How many of the kept lines are complete.
  public var completeCount: Int { lines.count - (isLastOpen ? 1 : 0) }
  /// The last line, if it is not complete; otherwise `nil`.
  public var openLine: String? { isLastOpen ? lines.last : nil }

  /// Notes that some of it was printed too fast to be shown, and is only in the file.
  public mutating func skip(_ byteCount: Int) {
    append(Array("\n[\(byteCount) bytes are only in the file]\n".utf8))
  }

  private mutating func add(_ bytes: [UInt8]) {
    lines.append(ProgramOutput.text(of: bytes))
    guard lines.count > ProgramOutput.lineLimit else { return }
    lines.removeFirst()
    earlierCount += 1
  }

  /// The text of a line as a terminal would show it, without colours.
  static func text(of line: [UInt8]) -> String {
    let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
    var text = String.UnicodeScalarView()
    var rest = scalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": skipSequence(&rest)
      case "\u{9B}": skipParameters(&rest)
      case "\r": if !rest.isEmpty { text = .init() }
      case "\t":
        repeat { text.append(" ") } while text.count % 8 != 0
      case "\u{8}": if !text.isEmpty { text.removeLast() }
      default:
        if scalar.properties.generalCategory != .control { text.append(scalar) }
      }
    }
    return String(text)
  }

  /// Skips an escape sequence after its first character.
  private static func skipSequence(_ rest: inout Substring.UnicodeScalarView) {
    switch rest.popFirst() {
    case "[": skipParameters(&rest)
    case "]", "P", "X", "^", "_":
      // A text that ends with a bell or a string terminator.
      while let scalar = rest.popFirst() {
        if scalar == "\u{7}" || scalar == "\u{9C}" { return }
        if scalar == "\u{1B}" {
          _ = rest.popFirst()
          return
        }
      }
    case "(", ")", "*", "+", "#", " ", "%": _ = rest.popFirst()
    default: break
    }
  }

  /// Skips the rest of a control sequence.
  private static func skipParameters(_ rest: inout Substring.UnicodeScalarView) {
    while let scalar = rest.popFirst() {
      if ("@"..."~").contains(scalar) { return }
    }
  }
}
