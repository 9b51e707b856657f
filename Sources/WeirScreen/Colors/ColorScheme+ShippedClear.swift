/// The shipped schemes for colour-blind eyes, for high contrast, and without colours.
extension ColorScheme {
  /// Everyone can tell the states apart: they differ in lightness, or along blue and yellow.
  static let weirColorBlind = ColorScheme(
    title: "Weir Colour-Blind", author: "weir", variant: .dark,
    colors: [
      0x12161d, 0x1a2029, 0x273140, 0x708099, 0xa2b9b7, 0xcdd6e0, 0xe4eaf1, 0xf7fafc,
      0xe66d1e, 0xefb94c, 0xfae669, 0x51a576, 0x95e5fe, 0x2d75cf, 0xc89afe, 0x856033,
    ].map(RGB.init(number:)))

  /// Everyone can tell the states apart, on a bright page.
  static let weirColorBlindLight = ColorScheme(
    title: "Weir Colour-Blind Light", author: "weir", variant: .light,
    colors: [
      0xf7f6f1, 0xeeede7, 0xd3dee6, 0x6f7165, 0x435b76, 0x2a3440, 0x1a222e, 0x080e16,
      0x950003, 0x985406, 0xac8807, 0x03503e, 0x0698c8, 0x4761dd, 0x6a2292, 0x3c0318,
    ].map(RGB.init(number:)))

  /// On black; all text has a contrast of at least 7 to 1.
  static let weirContrast = ColorScheme(
    title: "Weir Contrast", author: "weir", variant: .dark,
    colors: [
      0x000000, 0x0b0b0b, 0x0b1a37, 0xb0b6bc, 0xdedede, 0xf5f5f5, 0xffffff, 0xffffff,
      0xff8597, 0xfeb98c, 0xfdff5e, 0x6fffab, 0x5fe2ff, 0x46aefc, 0xd390d6, 0xcfa05c,
    ].map(RGB.init(number:)))

  /// Only greys: the brighter, the more important.
  static let weirMono = ColorScheme(
    title: "Weir Mono", author: "weir", variant: .dark,
    colors: [
      0x131313, 0x1c1c1c, 0x303030, 0x7e7e7e, 0x8b8b8b, 0xd7d7d7, 0xeeeeee, 0xffffff,
      0xffffff, 0xf0f0f0, 0xe1e1e1, 0xc4c4c4, 0xd2d2d2, 0xa7a7a7, 0xb5b5b5, 0x999999,
    ].map(RGB.init(number:)))
}
