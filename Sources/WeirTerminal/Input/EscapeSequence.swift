import WeirScreen

/// One control sequence of a terminal as it arrives: an introducer, parameters, a final byte
/// (ECMA-48, 5.4).
struct EscapeSequence {
  enum Step {
    case more
    /// The byte does not belong to a sequence: this one was cut off.
    case brokenOff
    /// It is the mouse's old form; three more bytes follow.
    case mouseFollows
    case complete
  }

  /// The meaning of a sequence.
  enum Meaning {
    /// What the user did.
    case input(TerminalInput)
    /// A paste starts; everything up to the mark of its end is pasted.
    case pasteBegan
    /// The terminal has processed everything that it was sent before it was asked.
    case answered
    /// It is unknown, or not of interest to weir.
    case nothing
  }

  /// A longer sequence is unknown; its bytes beyond this limit are not stored.
  private static let limit = 64

  private let introducer: ControlIntroducer
  private var body: [UInt8] = []
  private var final: Character = " "
  /// Whether the introducer was `[[`, with which the Linux console starts its first five function
  /// keys.
  private var isOfConsole = false

  init(_ introducer: ControlIntroducer) { self.introducer = introducer }

  /// Takes the next byte after the introducer.
  mutating func take(_ byte: UInt8) -> Step {
    switch byte {
    case UInt8(ascii: "[") where introducer == .control && body.isEmpty && !isOfConsole:
      isOfConsole = true
      return .more
    case UInt8(ascii: "$") where hasOneNumber:
      // The keys of rxvt with Shift; in reports of others, which have a marker or two numbers, it
      // is not the end.
      break
    case 0x20...0x3F:
      if body.count < EscapeSequence.limit { body.append(byte) }
      return .more
    case 0x40...0x7E: break
    default: return .brokenOff
    }
    final = Character(UnicodeScalar(byte))
    let isOldMouse = introducer == .control && final == "M" && body.isEmpty && !isOfConsole
    return isOldMouse ? .mouseFollows : .complete
  }

  private var hasOneNumber: Bool {
    introducer == .control && !body.isEmpty && body.allSatisfy { (0x30...0x39).contains($0) }
  }

  var meaning: Meaning {
    guard body.count < EscapeSequence.limit, let numbers = SequenceNumbers(body) else {
      return .nothing
    }
    if isOfConsole { return body.isEmpty ? .key(EscapeSequence.consoleKeys[final]) : .nothing }
    if numbers.marker == "<" { return mouse(numbers).map { .input(.mouseUsed($0)) } ?? .nothing }
    guard numbers.marker == nil else { return .nothing }
    if introducer == .control {
      if final == "n", numbers.values == [0] { return .answered }
      if final == "~", numbers.values == [Paste.beginning] { return .pasteBegan }
      if final == "M", numbers.values.count == 3 { return oldMouse(numbers) }
    }
    guard !numbers.isRelease else { return .nothing }
    return .key(key(numbers))
  }
}

extension EscapeSequence.Meaning {
  fileprivate static func key(_ key: Key?) -> Self {
    key.map { .input(.keyPressed($0)) } ?? .nothing
  }
}

extension EscapeSequence {
  private func key(_ numbers: SequenceNumbers) -> Key? {
    switch (introducer, final) {
    case (.control, "u"): CodedKey(numbers).key
    case (.control, "~") where numbers.first == 27 && numbers.values.count == 3:
      CodedKey(ofXterm: numbers).key
    case (.control, "~"): numberedKey(numbers)
    case (.control, "$"), (.control, "^"), (.control, "@"): numberedKey(numbers)
    case (.shift, _): EscapeSequence.keypadKeys[final] ?? letterKey(numbers)
    default: letterKey(numbers)
    }
  }

  /// A letter follows 1, if it follows any number: other numbers before an R are a position of the
  /// cursor.
  private func letterKey(_ numbers: SequenceNumbers) -> Key? {
    guard numbers.values.count < 2 || numbers.first == 1, numbers.values.count <= 2 else {
      return nil
    }
    if final == "R", numbers.values.count == 2, numbers.modifiers == 0 { return nil }
    let shifted = numbers.hasShift ? EscapeSequence.shifted[final] : nil
    return shifted ?? EscapeSequence.letters[final]
  }

  private func numberedKey(_ numbers: SequenceNumbers) -> Key? {
    switch numbers.first ?? 0 {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case let number: EscapeSequence.functionKeys[number].map(Key.function)
    }
  }

  private static let letters: [Character: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .shiftTab,
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
    "a": .shiftUp, "b": .shiftDown, "c": .shiftRight, "d": .shiftLeft,
  ]

  /// The numeric keypad in its application mode, and the arrows of rxvt with Control.
  private static let keypadKeys: [Character: Key] = {
    let characters = zip("pqrstuvwxykmnoj", "0123456789+-./*").map { ($0, Key.character($1)) }
    return [
      "M": .enter, "I": .tab, "a": .up, "b": .down, "c": .right, "d": .left,
    ].merging(characters) { $1 }
  }()

  private static let consoleKeys: [Character: Key] = [
    "A": .function(1), "B": .function(2), "C": .function(3), "D": .function(4), "E": .function(5),
  ]

  private static let shifted: [Character: Key] = [
    "A": .shiftUp, "B": .shiftDown, "C": .shiftRight, "D": .shiftLeft,
  ]

  /// The numbers have gaps, like the keyboards of the VT220.
  private static let functionKeys: [Int: Int] = [
    11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 17: 6, 18: 7, 19: 8, 20: 9, 21: 10, 23: 11, 24: 12,
  ]
}

extension EscapeSequence {
  private func mouse(_ numbers: SequenceNumbers) -> Mouse? {
    guard introducer == .control, numbers.values.count == 3 else { return nil }
    let values = numbers.values
    switch final {
    case "M": return Mouse(button: values[0], column: values[1], row: values[2])
    case "m": return Mouse(released: values[0], column: values[1], row: values[2])
    default: return nil
    }
  }

  /// The form of rxvt: the numbers of the oldest form, in decimal digits.
  private func oldMouse(_ numbers: SequenceNumbers) -> Meaning {
    let values = numbers.values
    let mouse = Mouse(button: values[0] - 32, column: values[1], row: values[2])
    return mouse.map { .input(.mouseUsed($0)) } ?? .nothing
  }
}

extension Mouse {
  /// Reads the three bytes of the oldest form, each 32 more than its number.
  init?(oldForm bytes: [UInt8]) {
    guard bytes.count == 3 else { return nil }
    self.init(button: Int(bytes[0]) - 32, column: Int(bytes[1]) - 32, row: Int(bytes[2]) - 32)
  }

  /// Reads the numbers of the xterm protocol: Shift, Alt and Control are ignored, positions count
  /// from 1.
  fileprivate init?(button: Int, column: Int, row: Int) {
    let point = Point(column: max(column - 1, 0), row: max(row - 1, 0))
    switch button & ~0b11100 {
    case 0: self = .clicked(point)
    case 3: self = .released(point)
    case 32: self = .dragged(point)
    case 64: self = .wheeledUp(point)
    case 65: self = .wheeledDown(point)
    default: return nil
    }
  }

  /// Reads the release of a button; the older forms don't say which one it was, and have the number
  /// 3 for it.
  fileprivate init?(released button: Int, column: Int, row: Int) {
    guard button & ~0b11100 == 0 else { return nil }
    self.init(button: 3, column: column, row: row)
  }
}
