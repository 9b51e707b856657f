import WeirDashboard

/// The bytes of a keyboard and a mouse, turned into what a person did.
///
/// Knows the sequences of xterm and of those that follow it: screen, tmux, the Linux console, rxvt, the VT series.
/// Alt and Control beside a named key are passed over: the key counts. What is unknown is skipped whole. A sequence
/// may come in pieces; since Escape alone is the beginning of one, `patience` says how long to wait for more.
struct InputDecoder {
  /// What is pending, and so how long to wait before `giveUpWaiting`.
  enum Patience: Hashable {
    case none
    /// It may be the Escape key: a person notices the wait.
    case short
    /// It is the beginning of a sequence or of a character: the rest is on its way.
    case long
  }

  static let escape: UInt8 = 0x1B

  private var pending: [UInt8] = []

  var patience: Patience {
    switch pending.count {
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
      let step = InputDecoder.step(rest)
      guard case .taken(let count, let input) = step else { break }
      rest = rest.dropFirst(count)
      if let input { inputs.append(input) }
    }
    pending = Array(rest)
    return inputs
  }

  /// Makes the best of what is pending: Escape alone is the key, anything else was cut off.
  mutating func giveUpWaiting() -> TerminalInput? {
    defer { pending = [] }
    return patience == .short ? .keyPressed(.escape) : nil
  }

  /// What the first bytes come to.
  private enum Step {
    case incomplete
    case taken(Int, TerminalInput?)
  }

  private static func step(_ bytes: ArraySlice<UInt8>) -> Step {
    guard bytes.first == InputDecoder.escape else { return character(bytes) }
    guard let second = bytes.dropFirst().first else { return .incomplete }
    switch second {
    case UInt8(ascii: "["), UInt8(ascii: "O"): return sequence(bytes)
    case InputDecoder.escape: return .taken(1, .keyPressed(.escape))
    default: return .taken(1, nil)
    }
  }

  private static func sequence(_ bytes: ArraySlice<UInt8>) -> Step {
    switch EscapeSequence.parse(bytes) {
    case .incomplete: .incomplete
    case .complete(let sequence): .taken(sequence.length, sequence.input)
    }
  }

  private static func character(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let first = bytes.first else { return .incomplete }
    if let key = controlKey(first) { return .taken(1, .keyPressed(key)) }
    guard first >= 0x20 else { return .taken(1, nil) }
    let length = first < 0x80 ? 1 : max((~first).leadingZeroBitCount, 1)
    let encoded = bytes.prefix(length)
    // What breaks off in the middle of a character is skipped, and what comes after it is not.
    if let stray = encoded.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .taken(stray - bytes.startIndex, nil)
    }
    guard encoded.count == length else { return .incomplete }
    guard let text = String(validating: encoded, as: UTF8.self), let character = text.first else {
      return .taken(length, nil)
    }
    return .taken(length, .keyPressed(.character(character)))
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
