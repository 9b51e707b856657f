/// The parameters of a control sequence: numbers between semicolons, each with parts between
/// colons.
///
/// A number that is left out is 0; one beyond a million is a million.
struct SequenceNumbers {
  /// The byte before the parameters, such as `<` for the mouse.
  let marker: Character?
  private let parameters: [[Int]]

  /// Returns `nil` for anything but a list of numbers, such as a sequence with intermediate bytes.
  init?(_ body: [UInt8]) {
    let hasMarker = body.first.map { $0 >= 0x3C } ?? false
    marker = hasMarker ? body.first.map { Character(UnicodeScalar($0)) } : nil
    let digits = body.dropFirst(hasMarker ? 1 : 0)
    guard digits.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    guard !digits.isEmpty else {
      parameters = []
      return
    }
    parameters = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { parameter in
        parameter.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
          .map { $0.reduce(0) { min($0 * 10 + Int($1 - 0x30), 1_000_000) } }
      }
  }

  /// The first part of each parameter.
  var values: [Int] { parameters.map { $0.first ?? 0 } }

  var first: Int? { parameters.first?.first }

  /// A part of a parameter, counted from 0; `nil` if it is left out.
  func part(_ part: Int, of parameter: Int) -> Int? {
    guard parameters.indices.contains(parameter), parameters[parameter].indices.contains(part),
      parameters[parameter][part] > 0
    else { return nil }
    return parameters[parameter][part]
  }

  /// The sum of the modifiers: Shift 1, Alt 2, Control 4, Super 8, and so on.
  var modifiers: Int { max((part(0, of: 1) ?? 1) - 1, 0) }

  var hasShift: Bool { modifiers & 1 == 1 }

  /// Whether it reports the release of a key, as the protocol of kitty can.
  var isRelease: Bool { part(1, of: 1) == 3 }
}
