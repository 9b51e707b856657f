import Foundation

/// A colour as amounts of light, each from 0 to 1: the form that may be added and weighed.
///
/// The curve is that of sRGB, IEC 61966-2-1.
public struct LinearLight: Sendable, Hashable {
  public var red: Double
  public var green: Double
  public var blue: Double

  public init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  public init(_ color: RGB) {
    self.init(
      red: LinearLight.amount(color.red), green: LinearLight.amount(color.green),
      blue: LinearLight.amount(color.blue))
  }

  /// The colour on a screen; what no screen shows is cut to what it does.
  public var rgb: RGB {
    RGB(LinearLight.byte(red), LinearLight.byte(green), LinearLight.byte(blue))
  }

  /// How bright the eye finds it, from 0 to 1: the relative luminance of WCAG 2.
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
