import Testing

@testable import WeirScreen

@Suite struct ColorSpaceTests {
  /// The author's own examples, rounded as published.
  @Test(arguments: [
    (RGB(255, 255, 255), Oklab(lightness: 1, greenRed: 0, blueYellow: 0)),
    (RGB(255, 0, 0), Oklab(lightness: 0.628, greenRed: 0.225, blueYellow: 0.126)),
    (RGB(0, 255, 0), Oklab(lightness: 0.866, greenRed: -0.234, blueYellow: 0.179)),
    (RGB(0, 0, 255), Oklab(lightness: 0.452, greenRed: -0.032, blueYellow: -0.312)),
  ])
  func `known colours have their published coordinates`(color: RGB, place: Oklab) {
    #expect(Oklab(color).distance(to: place) < 0.001)
  }

  @Test func `converting a colour there and back gives the same colour`() {
    for number in stride(from: 0, through: 0xFFFFFF, by: 4099) {
      #expect(Oklab(RGB(number: number)).rgb == RGB(number: number))
    }
  }

  @Test(arguments: [
    (RGB(0, 0, 0), RGB(255, 255, 255), 21.0), (RGB(119, 119, 119), RGB(255, 255, 255), 4.48),
    (RGB(255, 0, 0), RGB(255, 0, 0), 1.0),
  ])
  func `contrast is as WCAG defines it, in either order`(one: RGB, other: RGB, ratio: Double) {
    #expect(abs(one.contrast(with: other) - ratio) < 0.01)
    #expect(one.contrast(with: other) == other.contrast(with: one))
  }

  @Test(arguments: ["#12abEF", "12ABef"])
  func `six hexadecimal digits are a colour`(text: String) {
    #expect(RGB(hexadecimal: text) == RGB(0x12, 0xAB, 0xEF))
  }

  @Test(arguments: ["", "#", "#ff", "1234567", "##fff", "+12345", "12345g", "#١٢٣٤٥٦"])
  func `any other text is not a colour`(text: String) {
    #expect(RGB(hexadecimal: text) == nil)
  }
}
