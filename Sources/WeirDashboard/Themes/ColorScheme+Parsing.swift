import WeirScreen
import Yams

extension ColorScheme {
  /// Reads a scheme file: the current form (`system`, `name`, `palette`) or the older, flat one
  /// (`scheme`, `base00`).
  ///
  /// Ignores unknown keys. `file` is only for the error.
  init(yaml: String, file: String) throws(ThemeError) {
    let reader = SchemeReader(file: file)
    let root = try reader.mapping(of: yaml)
    let system = try reader.system(in: root)
    let palette = try reader.palette(in: root)
    let isLarge = system == "base24" || palette["base10"] != nil
    var colors: [RGB] = []
    for slot in 0..<(isLarge ? 24 : 16) { colors.append(try reader.color(of: slot, in: palette)) }
    self.init(
      title: try reader.text(["name", "scheme", "slug"], in: root) ?? file,
      author: try reader.text(["author"], in: root) ?? "",
      variant: try reader.variant(in: root), colors: colors)
  }

  /// The name of a slot in a file: `base0A`.
  static func key(of slot: Int) -> String {
    "base" + (slot < 16 ? "0" : "") + String(slot, radix: 16, uppercase: true)
  }
}
