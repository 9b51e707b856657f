import Testing

@testable import WeirScreen

@Suite struct ColorPaletteTests {
  private static let red = Color.rgb(240, 100, 100)
  private static let night = Color.rgb(18, 22, 29)
  private static let quiet = Color.rgb(64, 69, 80)

  @Test(arguments: [
    (ColorDepth.none, -1), (.eight, 1), (.sixteen, 9), (.indexed, 203), (.direct, 0xF06464),
  ])
  func `red becomes the nearest available red`(depth: ColorDepth, index: Int) {
    var palette = ColorPalette(depth)
    #expect(palette.index(of: ColorPaletteTests.red) == index)
    #expect(palette.index(of: ColorPaletteTests.red) == index)
  }

  @Test(arguments: ColorDepth.allCases)
  func `the terminal's own colour stays the terminal's own`(depth: ColorDepth) {
    var palette = ColorPalette(depth)
    #expect(palette.index(of: .standard) == ColorPalette.standard)
    #expect(palette.indices(foreground: .standard, background: .standard) == (-1, -1))
  }

  @Test(arguments: [ColorDepth.eight, .sixteen, .indexed])
  func `each colour of the palette is its own nearest colour`(depth: ColorDepth) {
    var palette = ColorPalette(depth)
    let range = depth == .indexed ? 16..<256 : 0..<(depth == .eight ? 8 : 16)
    for index in range {
      let color = ColorPalette.color(of: index)
      let found = palette.index(of: color.color)
      #expect(ColorPalette.color(of: found) == color)
    }
  }

  @Test func `of 256 colours the first 16 are left to the user`() {
    var palette = ColorPalette(.indexed)
    for red in stride(from: UInt8(0), through: 250, by: 25) {
      for blue in stride(from: UInt8(0), through: 250, by: 25) {
        #expect(palette.index(of: .rgb(red, 255 - red, blue)) >= 16)
      }
    }
  }

  @Test(arguments: [(ColorDepth.eight, 7), (.sixteen, 8)])
  func `dim text does not vanish on a dark background, and stays grey`(
    depth: ColorDepth, text: Int
  ) {
    var palette = ColorPalette(depth)
    let pair = palette.indices(
      foreground: ColorPaletteTests.quiet, background: ColorPaletteTests.night)
    #expect(pair == (text, 0))
  }

  @Test func `text in the colour of its background stays invisible`() {
    var palette = ColorPalette(.eight)
    let night = ColorPaletteTests.night
    #expect(palette.indices(foreground: night, background: night) == (0, 0))
  }
}
