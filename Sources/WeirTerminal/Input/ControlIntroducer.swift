import WeirScreen

/// What introduces a sequence or a string of a terminal (ECMA-48, 5.4 and 5.6): Escape and a
/// character, or one control character between 0x80 and 0x9F.
enum ControlIntroducer: Hashable {
  /// CSI, `[`: a control sequence.
  case control
  /// SS3, `O`: the keys of the numeric keypad and some others.
  case shift
  /// OSC, `]`.
  case command
  /// DCS, `P`.
  case device
  /// APC, `_`.
  case application
  /// PM, `^`.
  case privacy
  /// SOS, `X`.
  case start

  /// The introducer that Escape and a character form; `nil` for any other character.
  init?(afterEscape byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): self = .control
    case UInt8(ascii: "O"): self = .shift
    case UInt8(ascii: "]"): self = .command
    case UInt8(ascii: "P"): self = .device
    case UInt8(ascii: "_"): self = .application
    case UInt8(ascii: "^"): self = .privacy
    case UInt8(ascii: "X"): self = .start
    default: return nil
    }
  }

  /// The introducer that is one control character, from 0x80 to 0x9F; `nil` for any other byte.
  init?(control: UInt8) {
    guard (0x80...0x9F).contains(control) else { return nil }
    self.init(afterEscape: control - 0x40)
  }

  private var character: Character {
    switch self {
    case .control: "["
    case .shift: "O"
    case .command: "]"
    case .device: "P"
    case .application: "_"
    case .privacy: "^"
    case .start: "X"
    }
  }

  /// The key, if the character was typed after all.
  var key: TerminalInput { .keyPressed(.character(character)) }

  /// Whether a terminal may send this byte next; a key that repeats is not an introducer.
  func isFollowed(by byte: UInt8) -> Bool {
    switch self {
    case .control: return (0x20...0x7E).contains(byte)
    case .command: return (0x30...0x39).contains(byte) || "lLI".utf8.contains(byte)
    case .shift, .device, .application, .privacy, .start:
      return (0x20...0x7E).contains(byte) && byte != character.asciiValue
    }
  }
}
