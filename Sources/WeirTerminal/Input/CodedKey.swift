import WeirScreen

/// A key that a terminal reports by its code and its modifiers, as in the keyboard protocol of
/// kitty and in `modifyOtherKeys` of xterm.
struct CodedKey {
  private static let alt = 2
  private static let control = 4
  /// Shift, Caps Lock and Num Lock: they don't make a different key.
  private static let harmless = 1 | 64 | 128

  private let code: Int
  /// The code with Shift, if it is reported.
  private let shifted: Int?
  private let modifiers: Int

  /// Reads `code:shifted:base ; modifiers:event ; text`, as before a final `u`.
  init(_ numbers: SequenceNumbers) {
    code = numbers.first ?? 0
    shifted = numbers.part(1, of: 0)
    modifiers = numbers.modifiers
  }

  /// Reads `27 ; modifiers ; code`, as before a final `~`.
  init(ofXterm numbers: SequenceNumbers) {
    code = numbers.part(0, of: 2) ?? 0
    shifted = nil
    modifiers = numbers.modifiers
  }

  /// The key; `nil` for one that weir has no name for, such as a letter with Alt.
  var key: Key? {
    let others = modifiers & ~CodedKey.harmless
    if let named = CodedKey.named[code] {
      guard others & ~(CodedKey.alt | CodedKey.control) == 0 else { return nil }
      return modifiers & 1 == 1 ? CodedKey.shiftedKeys[named] ?? named : named
    }
    guard let character else { return nil }
    switch others {
    case 0: return .character(character)
    case CodedKey.control: return controlKey
    default: return nil
    }
  }

  /// Here, Tab, Enter and Backspace differ from Control with a letter.
  private var controlKey: Key? {
    guard (0x61...0x7A).contains(code) || code == 0x5C else { return nil }
    return .control(Character(UnicodeScalar(UInt8(code))))
  }

  private var character: Character? {
    if let digit = CodedKey.keypad[code] { return digit }
    let hasShift = modifiers & 1 == 1
    guard let scalar = Unicode.Scalar(UInt32(hasShift ? shifted ?? code : code)),
      scalar.value >= 0x20, !(0x7F...0x9F).contains(scalar.value),
      scalar.properties.generalCategory != .privateUse
    else { return nil }
    let text = hasShift && shifted == nil ? scalar.properties.uppercaseMapping : String(scalar)
    return text.count == 1 ? text.first : Character(scalar)
  }

  private static let shiftedKeys: [Key: Key] = [
    .tab: .shiftTab, .up: .shiftUp, .down: .shiftDown, .left: .shiftLeft, .right: .shiftRight,
  ]

  private static let named: [Int: Key] = [
    9: .tab, 13: .enter, 27: .escape, 127: .backspace, 8: .backspace, 57414: .enter,
    57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp, 57422: .pageDown,
    57423: .home, 57424: .end, 57426: .delete,
  ]

  /// The digits and signs of the numeric keypad, from 57399 on.
  private static let keypad: [Int: Character] = Dictionary(
    uniqueKeysWithValues: zip(57399..., "0123456789./*-+"))
}
