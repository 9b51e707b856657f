/// A `switch` in the project's Swift sources: the names of the cases that it lists, and whether it
/// has a `default`.
///
/// It is parsed from lines as the formatter leaves them: `case` and the closing brace have the
/// indentation of the line that starts the `switch`.
struct SwitchStatement {
  /// The line that starts it.
  let line: SourceLine
  /// The first name of each pattern: `task` of `.task(_, .created)`; other patterns as a whole.
  let names: Set<String>
  let hasDefault: Bool

  /// All in some lines, which may be from several files.
  static func all(in lines: [SourceLine]) -> [SwitchStatement] {
    lines.indices.compactMap { SwitchStatement(at: $0, in: lines) }
  }

  private init?(at start: Int, in lines: [SourceLine]) {
    let line = lines[start]
    guard line.text.hasSuffix("{"), !line.isDocumentation,
      line.text.contains(#/(^|[ =(])switch /#)
    else { return nil }
    let indentation = String(line.text.prefix { $0 == " " })
    let body = lines[(start + 1)...].prefix {
      $0.place == line.place && !$0.text.hasPrefix(indentation + "}")
    }
    self.line = line
    hasDefault = body.contains { line in
      ["default:", "@unknown default:"].contains { line.text.hasPrefix(indentation + $0) }
    }
    let cases = body.indices.filter { lines[$0].text.hasPrefix(indentation + "case ") }
    names = Set(
      cases.flatMap { index in
        SwitchStatement.names(in: body[index...].map(\.text).joined(separator: " "))
      })
  }

  /// The names in text that starts with a `case` and its patterns.
  private static func names(in text: String) -> [String] {
    var patterns = [""]
    var depth = 0
    for letter in text.drop(while: { $0 == " " }).dropFirst("case ".count) {
      if "([".contains(letter) { depth += 1 }
      if ")]".contains(letter) { depth -= 1 }
      if depth == 0, letter == ":" { break }
      if depth == 0, letter == "," {
        patterns.append("")
      } else {
        patterns[patterns.count - 1].append(letter)
      }
    }
    return patterns.map { pattern in
      let name = pattern.firstMatch(of: #/^ *(?:let )?\.(\w+)/#)
      return name.map { String($0.1) } ?? pattern
    }
  }
}
