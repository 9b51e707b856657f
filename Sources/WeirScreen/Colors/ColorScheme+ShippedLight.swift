/// The shipped schemes for a bright room.
extension ColorScheme {
  /// A page in the sun.
  static let weirLight = ColorScheme(
    title: "Weir Light", author: "weir", variant: .light,
    colors: [
      0xfafaf7, 0xeef0ee, 0xd9e0e4, 0x707188, 0x525e6b, 0x2b3440, 0x1b222c, 0x0d1117,
      0xc4314b, 0xb65a0a, 0x8f6c00, 0x2f7d3b, 0x0b7a85, 0x1f67c0, 0x7a4cc2, 0x8c5a44,
    ].map(RGB.init(number:)))

  /// An old book.
  static let weirPaper = ColorScheme(
    title: "Weir Paper", author: "weir", variant: .light,
    colors: [
      0xf6efe3, 0xede5d6, 0xdfd3bb, 0x746a5c, 0x4f4840, 0x3d3026, 0x291f18, 0x130e0b,
      0xcc1f3f, 0xac5303, 0x7f6f00, 0x1f7d3c, 0x00727e, 0x2f5396, 0x7f4599, 0x7d311e,
    ].map(RGB.init(number:)))

  /// A clear winter morning.
  static let weirFrost = ColorScheme(
    title: "Weir Frost", author: "weir", variant: .light,
    colors: [
      0xf2f8fb, 0xe2edf4, 0xc7ddea, 0x6c7275, 0x425669, 0x243142, 0x172232, 0x080f1c,
      0xcf2350, 0xb95404, 0x826e00, 0x01804f, 0x057f9b, 0x3a57c2, 0x7b3a9c, 0x89442f,
    ].map(RGB.init(number:)))
}
