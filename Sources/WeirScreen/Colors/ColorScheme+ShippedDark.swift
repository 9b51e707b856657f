/// The shipped schemes for a dark room.
extension ColorScheme {
  /// Water at night.
  static let weirDark = ColorScheme(
    title: "Weir Dark", author: "weir", variant: .dark,
    colors: [
      0x12161d, 0x1a2029, 0x273140, 0x738297, 0x94a1b3, 0xcdd6e0, 0xe4eaf1, 0xf7fafc,
      0xf0717c, 0xf2995e, 0xecc46a, 0x86cc7c, 0x56cbd2, 0x5fa6f2, 0xb894f2, 0xbd8570,
    ].map(RGB.init(number:)))

  /// The deep sea, with its own bright colours.
  static let weirDeep = ColorScheme(
    title: "Weir Deep", author: "weir", variant: .dark,
    colors: [
      0x08162a, 0x0f1f37, 0x1d3559, 0x6e81a6, 0xa3b4c6, 0xc8daea, 0xe0edf8, 0xf5fbff,
      0xf17381, 0xe9a05c, 0xfbdf8f, 0x70ec84, 0x8ce8fb, 0x599df3, 0xbf9aff, 0xa87f67,
      0x06101f, 0x030914, 0xff8c97, 0xfff5d7, 0x8cff9c, 0xc6f5ff, 0x74b1fe, 0xceb4fe,
    ].map(RGB.init(number:)))

  /// The embers of a fire, and the room around it.
  static let weirEmber = ColorScheme(
    title: "Weir Ember", author: "weir", variant: .dark,
    colors: [
      0x19120e, 0x241b15, 0x3b2b22, 0x8a7d71, 0xb89c78, 0xdfd3bf, 0xf0e7d6, 0xfcf8ed,
      0xff6575, 0xff9f4d, 0xf3dc78, 0x86c05a, 0x7fcfc0, 0x6ca9d6, 0xcc86c4, 0xb9644c,
    ].map(RGB.init(number:)))

  /// A forest after rain.
  static let weirMoss = ColorScheme(
    title: "Weir Moss", author: "weir", variant: .dark,
    colors: [
      0x111a13, 0x19231b, 0x2a3c2d, 0x73876c, 0x9bb089, 0xd1dcc7, 0xe7eedc, 0xf9fbf3,
      0xf58388, 0xee9c40, 0xf3dc71, 0x61c84b, 0x8cecdb, 0x48a7e0, 0xc683ca, 0xc2784d,
    ].map(RGB.init(number:)))

  /// For late hours: hardly any blue light.
  static let weirDusk = ColorScheme(
    title: "Weir Dusk", author: "weir", variant: .dark,
    colors: [
      0x160d09, 0x22150f, 0x43291d, 0x8f795c, 0xc09868, 0xebc38c, 0xfedda0, 0xffeec2,
      0xff5734, 0xffa747, 0xfae85c, 0x61c04a, 0xb3c578, 0x6a8a10, 0xfc8d97, 0xbd6255,
    ].map(RGB.init(number:)))
}
