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

/// Reads a scheme file, and names the line if something is wrong.
struct SchemeReader {
  let file: String

  func mapping(of yaml: String) throws(ThemeError) -> Node.Mapping {
    let root: Node?
    do throws(YAMLSource.Failure) {
      root = try YAMLSource.compose(yaml)
    } catch {
      switch error {
      case .broken(let line, let reason):
        throw .broken(file: file, line: line, reason: reason)
      case .repeated(let key, let line):
        throw .broken(file: file, line: line, reason: "\(key) occurs twice")
      }
    }
    guard let mapping = root?.mapping else { throw broken(root?.mark, "it has no keys and values") }
    try refuseMerges(in: mapping)
    return mapping
  }

  /// Refuses `<<`, which merges in the keys of another mapping in YAML 1.1: YAML 1.2 doesn't have
  /// it, and no published scheme uses it.
  private func refuseMerges(in mapping: Node.Mapping) throws(ThemeError) {
    for (key, value) in mapping {
      if key.scalar?.string == "<<", key.scalar?.style == .plain {
        throw broken(key.mark, "<< is not supported: write out the keys that it stands for")
      }
      if key.scalar?.string == "palette", let palette = value.mapping {
        try refuseMerges(in: palette)
      }
    }
  }

  /// Refuses schemes of another system, such as tinted8; `nil` if the file doesn't name one.
  func system(in root: Node.Mapping) throws(ThemeError) -> String? {
    guard let name = try text(["system"], in: root), let node = root["system"] else { return nil }
    let system = name.lowercased()
    guard system == "base16" || system == "base24" else {
      throw broken(node.mark, "system is neither base16 nor base24")
    }
    return system
  }

  func palette(in root: Node.Mapping) throws(ThemeError) -> Node.Mapping {
    guard let palette = root["palette"] else { return root }
    guard let mapping = palette.mapping else {
      throw broken(palette.mark, "palette has no keys and values")
    }
    return mapping
  }

  func color(of slot: Int, in palette: Node.Mapping) throws(ThemeError) -> RGB {
    let key = ColorScheme.key(of: slot)
    guard let node = palette[key] ?? palette[key.lowercased()] else {
      throw broken(palette.mark, "\(key) is missing")
    }
    // The text as written: to YAML 1e1e10 and 000000 are numbers.
    guard let color = RGB(hexadecimal: node.scalar?.string ?? "") else {
      throw broken(node.mark, "\(key) is not a colour of six hexadecimal digits\(hint(node))")
    }
    return color
  }

  private func hint(_ node: Node) -> String {
    node.scalar?.string.isEmpty == true ? " in quotes" : ""
  }

  func text(_ keys: [String], in root: Node.Mapping) throws(ThemeError) -> String? {
    guard let node = keys.lazy.compactMap({ root[$0] }).first else { return nil }
    guard let text = node.scalar?.string else { throw broken(node.mark, "\(keys[0]) is not text") }
    return text
  }

  func variant(in root: Node.Mapping) throws(ThemeError) -> ColorScheme.Variant? {
    guard let name = try text(["variant"], in: root), let node = root["variant"] else { return nil }
    guard let variant = ColorScheme.Variant(rawValue: name.lowercased()) else {
      throw broken(node.mark, "variant is neither dark nor light")
    }
    return variant
  }

  private func broken(_ mark: Mark?, _ reason: String) -> ThemeError {
    .broken(file: file, line: mark?.line ?? 1, reason: reason)
  }
}
