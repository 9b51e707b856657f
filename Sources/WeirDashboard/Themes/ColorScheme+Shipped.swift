extension ColorScheme {
  /// The schemes of the folder `themes/`, for a program that was copied without it; a test holds the two equal.
  static let shipped = [
    "weir-dark": weirDark, "weir-light": weirLight, "weir-colorblind": weirColorBlind,
  ]

  static let weirDark = ColorScheme(
    title: "Weir Dark", author: "weir", variant: .dark,
    colors: [
      0x12161d, 0x1a2029, 0x273140, 0x66758a, 0x94a1b3, 0xcdd6e0, 0xe4eaf1, 0xf7fafc,
      0xf0717c, 0xf2995e, 0xecc46a, 0x86cc7c, 0x56cbd2, 0x5fa6f2, 0xb894f2, 0xbd8570,
    ].map(RGB.init(number:)))

  static let weirLight = ColorScheme(
    title: "Weir Light", author: "weir", variant: .light,
    colors: [
      0xfafaf7, 0xeef0ee, 0xd9e0e4, 0x74818e, 0x525e6b, 0x2b3440, 0x1b222c, 0x0d1117,
      0xc4314b, 0xb65a0a, 0x8f6c00, 0x2f7d3b, 0x0b7a85, 0x1f67c0, 0x7a4cc2, 0x8c5a44,
    ].map(RGB.init(number:)))

  static let weirColorBlind = ColorScheme(
    title: "Weir Colour-Blind", author: "weir", variant: .dark,
    colors: [
      0x12161d, 0x1a2029, 0x273140, 0x66758a, 0xa9b4c2, 0xcdd6e0, 0xe4eaf1, 0xf7fafc,
      0xed6b16, 0xf5ab41, 0xfae669, 0x4aa479, 0x95e5fe, 0x2d75cf, 0xaf8eef, 0xa65523,
    ].map(RGB.init(number:)))
}
