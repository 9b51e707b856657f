/// A 24-bit colour, as in scheme files.
public struct RGB: Sendable, Hashable {
  /// The amount of red, from 0 to 255.
  public var red: UInt8
  /// The amount of green, from 0 to 255.
  public var green: UInt8
  /// The amount of blue, from 0 to 255.
  public var blue: UInt8

  /// Creates a colour from its three bytes.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads six hexadecimal digits, or three that each count twice, with or without a leading `#`;
  /// `nil` for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6 || digits.utf8.count == 3, digits.allSatisfy(\.isHexDigit)
    else { return nil }
    let all = digits.utf8.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    guard let number = UInt32(all, radix: 16) else { return nil }
    self.init(number: Int(number))
  }

  /// Creates a colour from one number, red in its highest byte.
  init(number: Int) {
    self.init(
      UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number))
  }

  /// The colour as one number, red in its highest byte.
  var number: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  /// The same colour for a cell.
  public var color: Color { .rgb(red, green, blue) }

  /// A `#` and six lowercase digits, as in scheme files and documents.
  public var hexadecimal: String {
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  public func contrast(with other: RGB) -> Double {
    let brightness = [LinearLight(self).luminance, LinearLight(other).luminance].sorted()
    return (brightness[1] + 0.05) / (brightness[0] + 0.05)
  }
}

extension Color {
  /// The colour itself; `nil` for the terminal's own.
  package var rgb: RGB? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return RGB(red, green, blue)
  }
}
