/// A name made of a stem and a number, like `producer-3`; without a number it is the stem alone.
public struct Label: Hashable, Sendable, CustomStringConvertible {
  /// The text before the last dash and the number.
  public var stem: Symbol
  /// Counted from 1; 0 means that there is none.
  public var number: UInt32

  /// The name of a stem and a number.
  public init(_ stem: Symbol, _ number: UInt32 = 0) {
    self.stem = stem
    self.number = number
  }

  /// Splits a name: `producer-3` has the stem `producer` and the number 3.
  ///
  /// A tail that is not the plain decimal form of a number from 1 to 2³² − 1 remains part of the
  /// stem, so that `description` always equals the text.
  public init(_ text: String) {
    let bytes = text.utf8
    if let dash = bytes.lastIndex(of: UInt8(ascii: "-")) {
      let tail = text[bytes.index(after: dash)...]
      if let number = UInt32(tail), number > 0, String(number) == tail {
        self.init(Symbol(String(text[..<dash])), number)
        return
      }
    }
    self.init(Symbol(text))
  }

  /// The name as text.
  public var description: String { number == 0 ? stem.description : "\(stem)-\(number)" }
}
