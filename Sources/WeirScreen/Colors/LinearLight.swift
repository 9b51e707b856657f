import Foundation

/// A colour as amounts of light, each from 0 to 1, which can be added and weighted.
///
/// The curve is that of sRGB, IEC 61966-2-1.
public struct LinearLight: Sendable, Hashable {
  /// The amount of red light, from 0 to 1.
  public var red: Double
  /// The amount of green light, from 0 to 1.
  public var green: Double
  /// The amount of blue light, from 0 to 1.
  public var blue: Double

  /// Creates a colour from its amounts of light.
  public init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Converts a colour of a screen.
  public init(_ color: RGB) {
    self.init(
      red: LinearLight.amount(color.red), green: LinearLight.amount(color.green),
      blue: LinearLight.amount(color.blue))
  }

  /// The colour on a screen; amounts beyond its range are clamped.
  public var rgb: RGB {
    RGB(LinearLight.byte(red), LinearLight.byte(green), LinearLight.byte(blue))
  }

  /// The perceived brightness, from 0 to 1: the relative luminance of WCAG 2.
  public var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  private static func amount(_ byte: UInt8) -> Double {
    let value = Double(byte) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func byte(_ amount: Double) -> UInt8 {
    let value = min(max(amount, 0), 1)
    let encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
    return UInt8((encoded * 255).rounded())
  }
}
