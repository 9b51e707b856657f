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

  /// Reads six hexadecimal digits, with or without a `#` before them; of three each counts twice.
  public init?(hexadecimal text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6 || digits.utf8.count == 3, digits.allSatisfy(\.isHexDigit)
    else { return nil }
    let all = digits.utf8.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    guard let number = UInt32(all, radix: 16) else { return nil }
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

  /// A `#` and six digits, as scheme files and documents write it.
  public var hexadecimal: String {
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// How far two colours stand apart in brightness, from 1 to 21: the contrast ratio of WCAG 2.
  public func contrast(with other: RGB) -> Double {
    let brightness = [LinearLight(self).luminance, LinearLight(other).luminance].sorted()
    return (brightness[1] + 0.05) / (brightness[0] + 0.05)
  }
}

extension Color {
  /// The colour itself, where it is not the terminal's own.
  package var rgb: RGB? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return RGB(red, green, blue)
  }
}
