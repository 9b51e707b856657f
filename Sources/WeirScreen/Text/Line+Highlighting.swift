extension Line {
  /// The line with some texts in another style wherever they occur, ignoring case.
  ///
  /// - Parameter needles: in lower case.
  package func highlighting(_ needles: [String], _ style: Style) -> Line {
    guard !needles.isEmpty else { return self }
    var line = Line()
    for span in spans {
      guard needles.contains(where: span.text.contains(lowercased:)) else {
        line.spans.append(span)
        continue
      }
      line.add(Line.marked(span, needles, style))
    }
    return line
  }

  private static func marked(_ span: Span, _ needles: [String], _ style: Style) -> Line {
    let text = Array(span.text)
    let small = text.map { $0.lowercased() }
    var marks = [Bool](repeating: false, count: text.count)
    for needle in needles {
      let needle = needle.map(String.init)
      guard !needle.isEmpty, needle.count <= text.count else { continue }
      for start in 0...text.count - needle.count
      where needle.indices.allSatisfy({ small[start + $0] == needle[$0] }) {
        for index in needle.indices { marks[start + index] = true }
      }
    }
    var line = Line()
    for (character, isMarked) in zip(text, marks) {
      let style = isMarked ? style : span.style
      if line.spans.last?.style == style {
        line.spans[line.spans.count - 1].text.append(character)
      } else {
        line.add(String(character), style)
      }
    }
    return line
  }
}
