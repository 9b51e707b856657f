import Testing

@testable import WeirScreen

@Suite struct LegibilityTests {
  /// Schemes as they exist: shades that hardly differ, accents as dark as the background, slots out
  /// of order.
  private static let odd: [(name: String, colors: [Int])] = [
    ("all one grey", Array(repeating: 0x777777, count: 16)),
    ("all black", Array(repeating: 0, count: 16)),
    ("all white", Array(repeating: 0xFFFFFF, count: 16)),
    (
      "comments like the background",
      [
        0x2E3440, 0x3B4252, 0x343A46, 0x3A404C, 0xD8DEE9, 0xE5E9F0, 0xECEFF4, 0x8FBCBB, 0xBF616A,
        0xD08770, 0xEBCB8B, 0xA3BE8C, 0x88C0D0, 0x81A1C1, 0xB48EAD, 0x5E81AC,
      ]
    ),
    (
      "accents for shades",
      [
        0x1F1F1F, 0xF81118, 0x2DC55E, 0xECBA0F, 0x2A84D2, 0x4E5AB7, 0x1081D6, 0xD6DBE5, 0xD6DBE5,
        0xDE352E, 0x1DD361, 0xF3BD09, 0x1081D6, 0x5350B9, 0x0F7DDB, 0xFFFFFF,
      ]
    ),
    (
      "yellow on a page",
      [
        0xFDF6E3, 0xFFF8E0, 0xFDF6E0, 0xF0E9D0, 0xE0D9C0, 0xD0C9B0, 0xC0B9A0, 0x002B36, 0xFFDDDD,
        0xFFE0C0, 0xFFFF00, 0xC0FFC0, 0xC0FFFF, 0xC0C0FF, 0xFFC0FF, 0xF0E0D0,
      ]
    ),
  ]
  private static let themes = odd.map { name, colors in
    Theme(
      name: name,
      scheme: ColorScheme(
        title: name, author: "", variant: nil, colors: colors.map(RGB.init(number:))))
  }

  @Test(arguments: themes)
  func `any scheme is readable`(theme: Theme) throws {
    let ground = try #require(theme.background.rgb)
    func contrast(_ color: Color) -> Double { color.rgb?.contrast(with: ground) ?? 0 }
    #expect(contrast(theme.text) >= 4.5)
    #expect(contrast(theme.title) >= 4.5)
    let most = max(
      ground.contrast(with: RGB(0, 0, 0)), ground.contrast(with: RGB(255, 255, 255)))
    #expect(contrast(theme.dim) >= min(4.5, most - 0.01))
    for color in [theme.accent, theme.good, theme.warning, theme.bad] {
      #expect(contrast(color) >= 3)
    }
    for slot in 0x00...0x0F { #expect(contrast(theme.sign(ofSlot: slot)) >= 3) }
    #expect(contrast(theme.border) >= 1.3)
    #expect(contrast(theme.dim) <= contrast(theme.text))
    #expect(contrast(theme.border) <= contrast(theme.dim))
    for color in theme.graph.colors { #expect(contrast(color) >= 2.5) }
  }

  @Test(arguments: themes)
  func `the selection differs from the background, and is readable`(theme: Theme) throws {
    let (ground, chosen) = (
      try #require(theme.background.rgb), try #require(theme.selection.rgb)
    )
    #expect(Oklab(ground).distance(to: Oklab(chosen)) >= 0.04)
    for surface in [theme.selection, theme.bar] {
      let surface = try #require(surface.rgb)
      #expect(try #require(theme.text.rgb).contrast(with: surface) >= 3.6)
      #expect(try #require(theme.dim.rgb).contrast(with: surface) >= 1.9)
    }
  }

  @Test func `a readable colour stays as it is`() {
    for (name, scheme) in ColorScheme.shipped.sorted(by: { $0.key < $1.key }) {
      let theme = Theme(name: name, scheme: scheme)
      #expect(theme.text == scheme[0x05].color, "\(name)")
      #expect(theme.title == scheme[0x06].color, "\(name)")
      #expect(theme.dim == scheme[0x03].color, "\(name)")
      #expect(theme.selection == scheme[0x02].color, "\(name)")
      #expect(theme.bar == scheme[0x01].color, "\(name)")
      #expect(theme.bad == scheme[0x08].color, "\(name)")
      #expect(theme.sign(ofSlot: 0x0E) == scheme[0x0E].color, "\(name)")
    }
  }

  @Test func `a yellow that is darkened on a bright page stays yellow`() {
    let page = Legibility(background: RGB(250, 250, 250))
    let lifted = Oklab(page.lifted(RGB(0xF2, 0xAE, 0x49), .noticeable, towards: RGB(92, 103, 115)))
    let yellow = Oklab(RGB(0xF2, 0xAE, 0x49))
    #expect(lifted.lightness < yellow.lightness)
    #expect(lifted.blueYellow > 0.1 && abs(lifted.greenRed - yellow.greenRed) < 0.03)
  }

  @Test func `a colour is moved no further than necessary`() {
    let eye = Legibility(background: RGB(0, 0, 0))
    let lifted = eye.lifted(RGB(40, 40, 60), .noticeable, towards: RGB(255, 255, 255))
    #expect((3.0..<3.6).contains(lifted.contrast(with: RGB(0, 0, 0))))
  }
}
