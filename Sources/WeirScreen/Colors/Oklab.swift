import Foundation

/// A colour in a space whose distances match the eye: lightness from 0 to 1, and two hue axes.
///
/// Björn Ottosson, "A perceptual color space for image processing", 2020.
public struct Oklab: Sendable, Hashable {
  /// From 0, black, to 1, white.
  public var lightness: Double
  /// From green to red.
  public var greenRed: Double
  /// From blue to yellow.
  public var blueYellow: Double

  /// Creates a colour from its coordinates.
  public init(lightness: Double, greenRed: Double, blueYellow: Double) {
    self.lightness = lightness
    self.greenRed = greenRed
    self.blueYellow = blueYellow
  }

  /// Converts a colour of a screen.
  public init(_ color: RGB) {
    let light = LinearLight(color)
    let long = cbrt(
      0.4122214708 * light.red + 0.5363325363 * light.green + 0.0514459929 * light.blue)
    let medium = cbrt(
      0.2119034982 * light.red + 0.6806995451 * light.green + 0.1073969566 * light.blue)
    let short = cbrt(
      0.0883024619 * light.red + 0.2817188376 * light.green + 0.6299787005 * light.blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    greenRed = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blueYellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
  }

  /// The colour on a screen; amounts beyond its range are clamped.
  public var rgb: RGB {
    let long = cube(lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow)
    let medium = cube(lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow)
    let short = cube(lightness - 0.0894841775 * greenRed - 1.2914855480 * blueYellow)
    return LinearLight(
      red: 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      green: -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      blue: -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    ).rgb
  }

  /// The Euclidean distance; about 0.02 is just visible.
  public func distance(to other: Oklab) -> Double {
    let steps = [
      lightness - other.lightness, greenRed - other.greenRed, blueYellow - other.blueYellow,
    ]
    return steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The colour at a fraction of the way to another one; 0 is this one, 1 the other.
  public func blended(with other: Oklab, share: Double) -> Oklab {
    Oklab(
      lightness: lightness + (other.lightness - lightness) * share,
      greenRed: greenRed + (other.greenRed - greenRed) * share,
      blueYellow: blueYellow + (other.blueYellow - blueYellow) * share)
  }

  private func cube(_ value: Double) -> Double { value * value * value }
}
