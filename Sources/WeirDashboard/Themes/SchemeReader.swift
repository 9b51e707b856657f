import Yams

/// One reading of a scheme file, which knows where it stands when something is wrong.
struct SchemeReader {
  let file: String

  func mapping(of yaml: String) throws(ThemeError) -> Node.Mapping {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch let YamlError.parser(_, problem, mark, _) {
      throw broken(mark, problem)
    } catch let YamlError.scanner(_, problem, mark, _) {
      throw broken(mark, problem)
    } catch {
      throw broken(nil, "it is not YAML")
    }
    guard let mapping = root?.mapping else { throw broken(root?.mark, "it has no keys and values") }
    return mapping
  }

  func palette(in root: Node.Mapping) throws(ThemeError) -> Node.Mapping {
    guard let palette = root["palette"] else { return root }
    guard let mapping = palette.mapping else {
      throw broken(palette.mark, "palette has no keys and values")
    }
    return mapping
  }

  func color(of slot: Int, in palette: Node.Mapping) throws(ThemeError) -> RGB {
    let digits = String(slot, radix: 16, uppercase: true)
    let key = "base" + (digits.count < 2 ? "0" : "") + digits
    guard let node = palette[key] ?? palette[key.lowercased()] else {
      throw broken(palette.mark, "\(key) is missing")
    }
    guard let color = RGB(hexadecimal: node.scalar?.string ?? "") else {
      throw broken(node.mark, "\(key) is not a colour of six hexadecimal digits in quotes")
    }
    return color
  }

  func text(_ keys: [String], in root: Node.Mapping) throws(ThemeError) -> String? {
    guard let node = keys.lazy.compactMap({ root[$0] }).first else { return nil }
    guard let text = node.scalar?.string else { throw broken(node.mark, "\(keys[0]) is no text") }
    return text
  }

  func variant(in root: Node.Mapping) throws(ThemeError) -> ColorScheme.Variant? {
    guard let name = try text(["variant"], in: root), let node = root["variant"] else { return nil }
    guard let variant = ColorScheme.Variant(rawValue: name) else {
      throw broken(node.mark, "variant is neither dark nor light")
    }
    return variant
  }

  private func broken(_ mark: Mark?, _ reason: String) -> ThemeError {
    .broken(file: file, line: mark?.line ?? 1, reason: reason)
  }
}
