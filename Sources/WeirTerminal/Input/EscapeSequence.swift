import WeirDashboard

/// One control sequence of a terminal: an introducer, parameters, a final byte (ECMA-48, 5.4).
struct EscapeSequence {
  enum Parsing {
    case incomplete
    case complete(EscapeSequence)
  }

  /// What a sequence comes to.
  enum Meaning {
    /// What a person did.
    case input(TerminalInput)
    /// Up to the mark of its end, what comes now is pasted.
    case pasteBegan
    /// The terminal has dealt with all that it was sent before it was asked.
    case answered
    /// It is unknown, or nothing that weir listens to.
    case nothing
  }

  /// A longer one is none: it is skipped in pieces.
  private static let limit = 64

  let length: Int
  private let parameters: [Int]
  /// The byte before the parameters, such as `<` for the mouse.
  private let marker: Character?
  private let final: Character
  /// Whether the introducer was `[[`, with which the Linux console begins its first five function keys.
  private let isOfConsole: Bool
  /// The three bytes that follow in the mouse's old form.
  private let trailer: [UInt8]

  /// Parses bytes that begin with Escape and `[` or `O`.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Parsing {
    let prefix = bytes.starts(with: [InputDecoder.escape, 0x5B, 0x5B]) ? 3 : 2
    let body = bytes.dropFirst(prefix)
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return bytes.count < limit ? .incomplete : .complete(EscapeSequence(skipping: bytes.count))
    }
    // A control character ends a sequence that was cut off; it counts by itself.
    guard bytes[end] >= 0x20, bytes[end] < 0x7F else {
      return .complete(EscapeSequence(skipping: end - bytes.startIndex))
    }
    let sequence = EscapeSequence(
      introducer: bytes[bytes.startIndex + 1..<body.startIndex], body: body[..<end],
      final: bytes[end], rest: bytes[(end + 1)...], length: end + 1 - bytes.startIndex)
    return sequence.length <= bytes.count ? .complete(sequence) : .incomplete
  }

  private init(skipping length: Int) {
    self.length = length
    (parameters, marker, final, isOfConsole, trailer) = ([], nil, " ", false, [])
  }

  private init(
    introducer: ArraySlice<UInt8>, body: ArraySlice<UInt8>, final: UInt8,
    rest: ArraySlice<UInt8>, length: Int
  ) {
    let hasMarker = body.first.map { $0 >= 0x3C } ?? false
    marker = hasMarker ? body.first.map { Character(UnicodeScalar($0)) } : nil
    parameters = body.dropFirst(hasMarker ? 1 : 0)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    self.final = Character(UnicodeScalar(final))
    isOfConsole = introducer.count == 2
    let isOldMouse =
      introducer.elementsEqual("[".utf8) && final == UInt8(ascii: "M") && body.isEmpty
    trailer = isOldMouse ? Array(rest.prefix(3)) : []
    self.length = length + (isOldMouse ? 3 : 0)
  }

  var meaning: Meaning {
    if marker == nil, final == "n", parameters == [0] { return .answered }
    if marker == nil, final == "~", parameters == [Paste.beginning] { return .pasteBegan }
    return input.map(Meaning.input) ?? .nothing
  }

  private var input: TerminalInput? {
    if marker == "<" { return mouse.map(TerminalInput.mouseUsed) }
    if !trailer.isEmpty { return oldMouse.map(TerminalInput.mouseUsed) }
    return marker == nil ? key.map(TerminalInput.keyPressed) : nil
  }
}

extension EscapeSequence {
  private var key: Key? {
    if isOfConsole { return EscapeSequence.consoleKeys[final] }
    if final == "~" { return numberedKey }
    return hasShift ? EscapeSequence.shifted[final] ?? letterKey : letterKey
  }

  /// A letter follows 1, where anything does: other numbers before an R are a place of the cursor.
  private var letterKey: Key? {
    parameters.count < 2 || parameters[0] == 1 ? EscapeSequence.letters[final] : nil
  }

  /// The second parameter is a sum of modifiers, plus 1; Shift is 1.
  private var hasShift: Bool {
    parameters.count > 1 && parameters[1] > 0 && (parameters[1] - 1) & 1 == 1
  }

  private var numberedKey: Key? {
    switch parameters.first ?? 0 {
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
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4), "M": .enter,
    "a": .shiftUp, "b": .shiftDown, "c": .shiftRight, "d": .shiftLeft,
  ]

  private static let consoleKeys: [Character: Key] = [
    "A": .function(1), "B": .function(2), "C": .function(3), "D": .function(4), "E": .function(5),
  ]

  private static let shifted: [Character: Key] = [
    "A": .shiftUp, "B": .shiftDown, "C": .shiftRight, "D": .shiftLeft,
  ]

  /// The numbers have gaps, as the keyboards of the VT220 had.
  private static let functionKeys: [Int: Int] = [
    11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 17: 6, 18: 7, 19: 8, 20: 9, 21: 10, 23: 11, 24: 12,
  ]
}

extension EscapeSequence {
  private var mouse: Mouse? {
    guard parameters.count == 3, final == "M" else { return nil }
    return Mouse(button: parameters[0], column: parameters[1], row: parameters[2])
  }

  private var oldMouse: Mouse? {
    let values = trailer.map { Int($0) - 32 }
    return Mouse(button: values[0], column: values[1], row: values[2])
  }
}

extension Mouse {
  /// Takes the numbers of the xterm protocol: Shift, Alt and Control are passed over, places count from 1.
  fileprivate init?(button: Int, column: Int, row: Int) {
    let point = Point(column: max(column - 1, 0), row: max(row - 1, 0))
    switch button & ~0b11100 {
    case 0: self = .clicked(point)
    case 64: self = .wheeledUp(point)
    case 65: self = .wheeledDown(point)
    default: return nil
    }
  }
}
