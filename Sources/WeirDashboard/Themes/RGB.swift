/// A colour of 24 bits, as scheme files write it.
public struct RGB: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads six hexadecimal digits, with or without a `#` before them.
  public init?(hexadecimal text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let number = UInt32(digits, radix: 16)
    else { return nil }
    self.init(number: Int(number))
  }

  /// Takes a colour apart that was written as one number, red in its highest byte.
  init(number: Int) {
    self.init(
      UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number))
  }

  /// The colour as one number, red in its highest byte.
  var number: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  /// The same colour as a cell has it.
  public var color: Color { .rgb(red, green, blue) }

  /// How far two colours stand apart in brightness, from 1 to 21: the contrast ratio of WCAG 2.
  public func contrast(with other: RGB) -> Double {
    let brightness = [LinearLight(self).luminance, LinearLight(other).luminance].sorted()
    return (brightness[1] + 0.05) / (brightness[0] + 0.05)
  }
}
