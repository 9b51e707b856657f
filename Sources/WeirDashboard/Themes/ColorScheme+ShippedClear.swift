/// The shipped schemes that need no sense of colour, or little light.
extension ColorScheme {
  /// Told apart by everyone: the states differ in lightness or along blue and yellow.
  static let weirColorBlind = ColorScheme(
    title: "Weir Colour-Blind", author: "weir", variant: .dark,
    colors: [
      0x12161d, 0x1a2029, 0x273140, 0x66758a, 0xa9b4c2, 0xcdd6e0, 0xe4eaf1, 0xf7fafc,
      0xed6b16, 0xf5ab41, 0xfae669, 0x4aa479, 0x95e5fe, 0x2d75cf, 0xaf8eef, 0xa65523,
    ].map(RGB.init(number:)))

  /// Told apart by everyone, on a bright page.
  static let weirColorBlindLight = ColorScheme(
    title: "Weir Colour-Blind Light", author: "weir", variant: .light,
    colors: [
      0xf7f6f1, 0xeeede7, 0xd3dee6, 0x7e848a, 0x546470, 0x2a3440, 0x1a222e, 0x080e16,
      0x950003, 0x9f5501, 0xb88300, 0x03503e, 0x0698c8, 0x4761dd, 0x6a2292, 0x4d0502,
    ].map(RGB.init(number:)))

  /// On black, and nothing that is read below a contrast of 7 to 1.
  static let weirContrast = ColorScheme(
    title: "Weir Contrast", author: "weir", variant: .dark,
    colors: [
      0x000000, 0x0b0b0b, 0x0b1a37, 0xb0b6bc, 0xdedede, 0xf5f5f5, 0xffffff, 0xffffff,
      0xff8597, 0xfeb98c, 0xfdff5e, 0x6fffab, 0x5fe2ff, 0x46aefc, 0xd390d6, 0xcfa05c,
    ].map(RGB.init(number:)))

  /// Greys alone: the brighter, the more it asks for attention.
  static let weirMono = ColorScheme(
    title: "Weir Mono", author: "weir", variant: .dark,
    colors: [
      0x131313, 0x1c1c1c, 0x303030, 0x6c6c6c, 0x7c7c7c, 0xd7d7d7, 0xeeeeee, 0xffffff,
      0xffffff, 0xededed, 0xdbdbdb, 0xb9b9b9, 0xcacaca, 0x9a9a9a, 0xa9a9a9, 0x8b8b8b,
    ].map(RGB.init(number:)))
}
