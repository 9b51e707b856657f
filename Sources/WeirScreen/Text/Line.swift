/// One row of styled text: what a panel wants to show, before it knows how much of it fits.
package struct Line: Sendable, Equatable {
  package var spans: [Span] = []

  /// A part of the text in one style.
  package struct Span: Sendable, Equatable {
    package var text: String
    package var style: Style
  }

  package init() {}

  package init(_ text: String, _ style: Style) {
    spans = [Span(text: text, style: style)]
  }

  /// The number of columns of the line.
  package var width: Int { spans.reduce(0) { $0 + CharacterWidth.of($1.text) } }

  /// The text without its styles.
  package var text: String { spans.map(\.text).joined() }

  package mutating func add(_ text: String, _ style: Style) {
    guard !text.isEmpty else { return }
    spans.append(Span(text: text, style: style))
  }

  package mutating func add(_ line: Line) {
    spans.append(contentsOf: line.spans)
  }

  /// Adds blanks up to a column; at least one, even if the text is longer.
  package mutating func pad(to column: Int, _ style: Style) {
    add(String(repeating: " ", count: max(column - width, 1)), style)
  }
}

extension Line {
  /// The line itself if it fits, or as much of it as leaves room for `…`.
  package func fitted(to limit: Int) -> Line {
    guard width > limit else { return self }
    guard limit > 0 else { return Line() }
    var short = Line()
    var left = limit - 1
    for span in spans {
      let part = span.text.prefix(columns: left)
      short.add(part, span.style)
      left -= CharacterWidth.of(part)
      if part.utf8.count < span.text.utf8.count {
        short.add("…", span.style)
        break
      }
      if left == 0, let next = spans.last {
        short.add("…", next.style)
        break
      }
    }
    return short
  }
}

extension String {
  /// The number of columns of the text on a terminal.
  public var columns: Int { CharacterWidth.of(self) }

  /// As many whole characters from the start as fit into this many columns.
  package func prefix(columns: Int) -> String {
    if utf8.count <= columns { return self }
    var left = columns
    var end = startIndex
    while end < endIndex {
      left -= CharacterWidth.cellForm(of: self[end]).width
      if left < 0 { break }
      end = index(after: end)
    }
    return String(self[..<end])
  }

  /// The text, cut or filled with blanks on the right to exactly this many columns; if it is cut,
  /// it ends with `…`.
  public func padded(to columns: Int) -> String {
    let width = CharacterWidth.of(self)
    if width <= columns { return self + String(repeating: " ", count: columns - width) }
    guard columns > 0 else { return "" }
    return prefix(columns: columns - 1).padded(to: columns - 1) + "…"
  }

  /// The text, filled with blanks on the left to at least this many columns.
  public func leftPadded(to columns: Int) -> String {
    let width = CharacterWidth.of(self)
    return width >= columns ? self : String(repeating: " ", count: columns - width) + self
  }
}
