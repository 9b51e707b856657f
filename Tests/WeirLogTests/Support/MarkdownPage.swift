/// A page in Markdown, split into sections.
struct MarkdownPage {
  /// The text below a heading of the second level, or above the first one.
  struct Section {
    var lines: [Substring] = []

    /// The cells of each row of the tables with these column headings.
    func rows(_ heads: [String]) -> [[String]] {
      var rows: [[String]] = []
      var isInside = false
      for line in lines {
        let cells = Section.cells(line)
        if cells == heads {
          isInside = true
        } else if cells.isEmpty {
          isInside = false
        } else if isInside, cells.allSatisfy({ $0 != "---" }) {
          rows.append(cells)
        }
      }
      return rows
    }

    private static func cells(_ line: Substring) -> [String] {
      guard line.hasPrefix("|") else { return [] }
      return line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    }

    /// The words in backquotes that a sentence lists for a key, each once: `key` is `a` or `b`.
    func words(of key: String) -> [String] {
      let text = lines.joined(separator: " ")
      guard let start = text.firstRange(of: "`\(key)` is `") else { return [] }
      let rest = text[start.lowerBound...]
      let sentence = rest[..<(rest.firstRange(of: ". ")?.lowerBound ?? rest.endIndex)]
      var words: [String] = []
      for word in MarkdownPage.quoted(sentence).dropFirst() where !words.contains(word) {
        words.append(word)
      }
      return words
    }

    /// The blocks of code in a language.
    func blocks(_ language: String) -> [String] {
      var blocks: [String] = []
      var block: [Substring]?
      for line in lines {
        if line == "```\(language)" {
          block = []
        } else if line == "```", let whole = block {
          blocks.append(whole.joined(separator: "\n") + "\n")
          block = nil
        } else {
          block?.append(line)
        }
      }
      return blocks
    }
  }

  private(set) var sections = [Section()]

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { sections.append(Section()) }
      sections[sections.count - 1].lines.append(line)
    }
  }

  /// The section with a heading.
  func section(_ heading: String) -> Section? {
    sections.first { $0.lines.first == "## \(heading)" }
  }

  /// The texts in backquotes.
  static func quoted(_ text: some StringProtocol) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
