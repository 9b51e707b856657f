import WeirScreen

extension Key {
  /// The key of one byte of ASCII; `nil` if it is not a key for weir.
  init?(typed byte: UInt8) {
    switch byte {
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x08, 0x7F: self = .backspace
    case 0x01...0x1A: self = .control(Character(UnicodeScalar(byte + 0x60)))
    case 0x1C: self = .control("\\")
    case 0x20...0x7E: self = .character(Character(UnicodeScalar(byte)))
    default: return nil
    }
  }

  /// Whether the key works whatever the terminal was sending: Ctrl-C, Ctrl-Z and Ctrl-\.
  var alwaysWorks: Bool {
    switch self {
    case .control("c"), .control("z"), .control("\\"): true
    default: false
    }
  }
}
