import WeirScreen

/// The lines of a configuration file, one of which can be changed while all others stay as the user
/// wrote them.
///
/// It knows only the plain form: keys at the left, or indented below a group. After a change, read
/// the result to check that it says what was meant.
struct SettingsDocument: Equatable {
  private var lines: [Line]
  private let lineEnd: String

  /// One line, and what it starts with.
  private struct Line: Equatable {
    var text: String

    var indent: Int { text.prefix { $0 == " " }.count }
    private var content: Substring { text.drop { $0 == " " || $0 == "\t" } }
    /// Whether it is blank, or a comment.
    var isSilent: Bool { content.isEmpty || content.hasPrefix("#") }
    var isItem: Bool { content == "-" || content.hasPrefix("- ") }

    /// The text before its colon.
    var key: String? {
      guard !isSilent, let end = keyEnd else { return nil }
      let key = content[..<end]
      let isQuoted =
        key.count > 1 && key.first == key.last && (key.first == "'" || key.first == "\"")
      return String(isQuoted ? key.dropFirst().dropLast() : key)
    }

    /// The colon that ends the key.
    var keyEnd: String.Index? {
      content.indices.first { index in
        guard content[index] == ":" else { return false }
        let next = content.index(after: index)
        return next == content.endIndex || content[next] == " " || content[next] == "\t"
      }
    }
  }

  init(_ text: String) {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    lineEnd = text.contains("\r\n") ? "\r\n" : "\n"
    var lines = text.replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map { Line(text: String($0)) }
    if lines.last?.text == "" { lines.removeLast() }
    self.lines = lines
  }

  var text: String { lines.map { $0.text + lineEnd }.joined() }
}

extension SettingsDocument {
  /// Sets a key to a value, in place. If the file doesn't have the key yet, it replaces the comment
  /// that shows its default, or else is added at the end.
  mutating func set(_ path: SettingPath, to value: String) {
    guard let group = path.group else {
      return set(path.name, to: value, in: 0..<lines.count, indent: "")
    }
    if entry(group, in: 0..<lines.count) == nil {
      if lines.last?.isSilent == false { lines.append(Line(text: "")) }
      lines.append(Line(text: "\(group):"))
    }
    guard let start = entry(group, in: 0..<lines.count)?.lowerBound else { return }
    let end = lines[(start + 1)...].firstIndex { !$0.isSilent && $0.indent == 0 && !$0.isItem }
    let scope = (start + 1)..<(end ?? lines.count)
    let first = lines[scope].first { !$0.isSilent }
    let indent = String(repeating: " ", count: first?.indent ?? 2)
    set(path.name, to: value, in: scope, indent: indent)
  }

  private mutating func set(_ name: String, to value: String, in scope: Range<Int>, indent: String)
  {
    if let entry = entry(name, in: scope) {
      replace(entry, with: value)
    } else if let comment = scope.last(where: { isDefault(of: name, lines[$0].text) }) {
      let behind = SettingsDocument.comment(behind: lines[comment].text.drop { $0 != ":" })
      lines[comment] = Line(text: "\(indent)\(name): \(value)\(behind)")
    } else {
      lines.insert(Line(text: "\(indent)\(name): \(value)"), at: place(in: scope))
    }
  }

  private func isDefault(of name: String, _ text: String) -> Bool {
    text.drop { $0 == " " }.hasPrefix("#\(name):")
  }

  /// The line after the last one of a scope that isn't blank, or the end of the file if the scope
  /// is the whole file.
  private func place(in scope: Range<Int>) -> Int {
    if scope.upperBound == lines.count, scope.lowerBound == 0 { return lines.count }
    return
      (lines[scope].lastIndex { !$0.isSilent || $0.text.contains("#") } ?? scope.lowerBound - 1)
      + 1
  }

  /// Replaces the value of a key, and keeps the comment after it; removes a list below the key.
  private mutating func replace(_ entry: Range<Int>, with value: String) {
    let text = lines[entry.lowerBound].text
    guard let end = lines[entry.lowerBound].keyEnd else { return }
    let comment = SettingsDocument.comment(behind: text[text.index(after: end)...])
    lines[entry.lowerBound].text = "\(text[...end]) \(value)\(comment)"
    let below = (entry.lowerBound + 1)..<entry.upperBound
    for index in below.reversed() where !lines[index].isSilent { lines.remove(at: index) }
  }

  /// The comment at the end of a value, with the blanks before it.
  private static func comment(behind value: Substring) -> Substring {
    var quote: Character?
    var blank: Substring.Index?
    for index in value.indices {
      let character = value[index]
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      if character == "#", let blank { return value[blank...] }
      if character == " " || character == "\t" {
        blank = blank ?? index
      } else {
        if character == "'" || character == "\"" { quote = character }
        blank = nil
      }
    }
    return ""
  }
}

extension SettingsDocument {
  /// The lines of a key and its value, without the comments and blank lines after them.
  private func entry(_ name: String, in scope: Range<Int>) -> Range<Int>? {
    let indent = lines[scope].first { !$0.isSilent }?.indent ?? 0
    guard let start = scope.first(where: { lines[$0].indent == indent && lines[$0].key == name })
    else { return nil }
    return start..<end(ofEntryAt: start, in: scope)
  }

  private func end(ofEntryAt start: Int, in scope: Range<Int>) -> Int {
    var end = start + 1
    for index in (start + 1)..<max(scope.upperBound, start + 1) where !lines[index].isSilent {
      let isPart =
        lines[index].indent > lines[start].indent
        || lines[index].indent == lines[start].indent && lines[index].isItem
      guard isPart else { break }
      end = index + 1
    }
    return end
  }

  /// Blanks the second of two entries with one name; the first is at a line, counted from 1.
  /// Returns the lines of both; `nil` if there are no two.
  mutating func removeRepetition(of name: String, near line: Int) -> (first: Int, line: Int)? {
    let first = line - 1
    guard lines.indices.contains(first), lines[first].key == name else { return nil }
    let rest = (first + 1)..<lines.count
    let second = rest.first { lines[$0].indent == lines[first].indent && lines[$0].key == name }
    guard let second else { return nil }
    for index in second..<end(ofEntryAt: second, in: rest) { lines[index].text = "" }
    return (first + 1, second + 1)
  }
}
