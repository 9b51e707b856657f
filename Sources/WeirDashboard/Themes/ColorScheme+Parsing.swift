import Yams

extension ColorScheme {
  /// Reads a scheme file: the present form (`system`, `name`, `palette`) or the older, flat one (`scheme`, `base00`).
  ///
  /// Keys that it does not know are passed over. `file` is only for the error.
  init(yaml: String, file: String) throws(ThemeError) {
    let reader = SchemeReader(file: file)
    let root = try reader.mapping(of: yaml)
    let palette = try reader.palette(in: root)
    let count = palette["base10"] == nil ? 16 : 24
    var colors: [RGB] = []
    for slot in 0..<count { colors.append(try reader.color(of: slot, in: palette)) }
    self.init(
      title: try reader.text(["name", "scheme"], in: root) ?? file,
      author: try reader.text(["author"], in: root) ?? "",
      variant: try reader.variant(in: root), colors: colors)
  }
}
