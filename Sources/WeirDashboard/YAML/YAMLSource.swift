import Yams

/// Reads the one document of a small YAML text, whatever it contains, in bounded time and memory.
enum YAMLSource {
  /// The largest size of a file, in bytes; a scheme has one or two thousand, a configuration with
  /// every setting about ten thousand.
  static let sizeLimit = 64 * 1024

  /// Why a text can't be read, and where.
  enum Failure: Error, Equatable {
    case broken(line: Int, reason: String)
    /// A key occurs twice; the line is that of the first one.
    case repeated(key: String, line: Int)
  }

  /// The root of the document; `nil` if the text is empty.
  static func compose(_ text: String) throws(Failure) -> Node? {
    let text = readable(text)
    try YAMLLimits(text).check()
    do {
      return try Yams.compose(yaml: text, .default, .default, .utf8)
    } catch let YamlError.duplicatedKeysInMapping(keys, context) {
      throw .repeated(key: keys.first ?? "", line: max(context.mark.line, 1))
    } catch let YamlError.parser(_, problem, mark, _) {
      throw broken(mark, problem)
    } catch let YamlError.scanner(_, problem, mark, _) {
      throw broken(mark, problem)
    } catch let YamlError.composer(_, problem, mark, _) {
      throw broken(mark, problem)
    } catch {
      throw .broken(line: 1, reason: "it is not YAML")
    }
  }

  private static func broken(_ mark: Mark, _ problem: String) -> Failure {
    let isDeep = problem.hasPrefix("Maximum nesting level")
    return .broken(line: mark.line, reason: isDeep ? "it is nested too deeply" : problem)
  }

  /// Removes what YAML allows and the parser does not: a byte order mark, and tabs in blank lines
  /// and comments.
  private static func readable(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let text = String(scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...])
    guard text.utf8.contains(UInt8(ascii: "\t")) else { return text }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.map { line in
      let content = line.drop { $0 == " " || $0 == "\t" }
      return content.isEmpty || content.first == "#" ? "" : String(line)
    }.joined(separator: "\n")
  }
}
