import WeirDashboard

/// The bytes of a keyboard and a mouse, turned into what a person did.
///
/// Knows the sequences of xterm and of those that follow it: screen, tmux, the Linux console, rxvt, the VT series.
/// Alt and Control beside a named key are passed over: the key counts. What is unknown is skipped whole, and so are
/// reports in strings of text, which a terminal gives to whoever asked before. A sequence may come in pieces; since
/// Escape alone is the beginning of one, `patience` says how long to wait for more.
struct InputDecoder {
  /// What is pending, and so how long to wait before `giveUpWaiting`.
  enum Patience: Hashable {
    case none
    /// It may be the Escape key: a person notices the wait.
    case short
    /// It is the beginning of a sequence or of a character: the rest is on its way.
    case long
    /// Pasted text is coming, over a line that may be slow.
    case longest
  }

  static let escape: UInt8 = 0x1B

  /// How often the terminal has said, since this was last set, that it has dealt with what it was sent.
  var answers = 0
  private var pending: [UInt8] = []
  /// The text that is being pasted.
  private var paste: Paste?

  var patience: Patience {
    if paste != nil { return .longest }
    return switch pending.count {
    case 0: .none
    case 1 where pending[0] == InputDecoder.escape: .short
    default: .long
    }
  }

  /// Takes in bytes, and answers with what they complete.
  mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    pending += bytes
    var inputs: [TerminalInput] = []
    var rest = pending[...]
    while !rest.isEmpty {
      let step = paste == nil ? InputDecoder.step(rest) : continuePaste(rest)
      guard case .taken(let count, let outcome) = step else { break }
      rest = rest.dropFirst(count)
      switch outcome {
      case .input(let input): inputs.append(input)
      case .pasteBegan: paste = Paste()
      case .answered: answers += 1
      case .nothing: break
      }
    }
    pending = Array(rest)
    return inputs
  }

  private mutating func continuePaste(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let end = paste?.take(bytes) else { return .incomplete }
    guard end.isLast else { return end.count == 0 ? .incomplete : .taken(end.count, .nothing) }
    defer { paste = nil }
    return .taken(end.count, paste.map { .input(.textPasted($0.text)) } ?? .nothing)
  }

  /// Makes the best of what is pending: Escape alone is the key, anything else was cut off.
  mutating func giveUpWaiting() -> TerminalInput? {
    defer { (pending, paste) = ([], nil) }
    if let paste { return .textPasted(paste.text) }
    return patience == .short ? .keyPressed(.escape) : nil
  }

  /// What the first bytes come to.
  private enum Step {
    case incomplete
    case taken(Int, EscapeSequence.Meaning)
  }

  private static func step(_ bytes: ArraySlice<UInt8>) -> Step {
    guard bytes.first == InputDecoder.escape else { return character(bytes) }
    guard let second = bytes.dropFirst().first else { return .incomplete }
    switch second {
    case UInt8(ascii: "["), UInt8(ascii: "O"): return sequence(bytes)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      return string(bytes)
    case InputDecoder.escape: return .taken(1, .input(.keyPressed(.escape)))
    default: return .taken(1, .nothing)
    }
  }

  private static func sequence(_ bytes: ArraySlice<UInt8>) -> Step {
    switch EscapeSequence.parse(bytes) {
    case .incomplete: .incomplete
    case .complete(let sequence): .taken(sequence.length, sequence.meaning)
    }
  }

  /// A string of text goes up to its terminator, which may be a bell; one that is too long is skipped in pieces.
  private static func string(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { $0 == escape || $0 == 0x07 }) else {
      return bytes.count < 4096 ? .incomplete : .taken(bytes.count, .nothing)
    }
    let length = end - bytes.startIndex
    guard bytes[end] == escape else { return .taken(length + 1, .nothing) }
    guard let next = bytes[end...].dropFirst().first else { return .incomplete }
    return .taken(next == UInt8(ascii: "\\") ? length + 2 : length, .nothing)
  }

  private static func character(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let first = bytes.first else { return .incomplete }
    if let key = controlKey(first) { return .taken(1, .input(.keyPressed(key))) }
    guard first >= 0x20 else { return .taken(1, .nothing) }
    let length = first < 0x80 ? 1 : max((~first).leadingZeroBitCount, 1)
    let encoded = bytes.prefix(length)
    // What breaks off in the middle of a character is skipped, and what comes after it is not.
    if let stray = encoded.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .taken(stray - bytes.startIndex, .nothing)
    }
    guard encoded.count == length else { return .incomplete }
    guard let text = String(validating: encoded, as: UTF8.self), let character = text.first else {
      return .taken(length, .nothing)
    }
    return .taken(length, .input(.keyPressed(.character(character))))
  }

  private static func controlKey(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(UnicodeScalar(byte + 0x60)))
    default: nil
    }
  }
}
