import WeirScreen

/// Figures below each other: words at the left, numbers at the right, so that nothing moves when a
/// number grows.
struct FigureList {
  /// A word and its number.
  struct Figure {
    var word: String
    var value: String
    var style: Style
  }

  private(set) var figures: [Figure] = []

  init() {
  }

  mutating func add(_ word: String, _ value: String, _ style: Style? = nil) {
    figures.append(Figure(word: word, value: value, style: style ?? .text))
  }

  mutating func add(_ word: String, _ count: Int, isBad: Bool = false) {
    add(word, NumberText.count(count), isBad && count > 0 ? .bad : nil)
  }

  /// Draws as many figures as there are rows, the first ones first.
  func draw(in frame: inout Frame, _ box: Box) {
    for (offset, figure) in figures.prefix(box.rows).enumerated() {
      let row = box.row + offset
      let value = figure.value.prefix(columns: box.columns)
      let width = CharacterWidth.of(value)
      frame.write(
        figure.word, at: box.column, row, limit: max(box.columns - width - 1, 0), .dim)
      frame.write(value, at: box.endColumn - width, row, limit: width, figure.style)
    }
  }

  /// The figures next to each other, as many as fit.
  func line(_ columns: Int) -> Line {
    var line = Line()
    for figure in figures {
      var part = Line(line.spans.isEmpty ? "" : "  ", .dim)
      part.add("\(figure.word) ", .dim)
      part.add(figure.value, figure.style)
      guard line.width + part.width <= columns else { break }
      line.add(part)
    }
    return line
  }
}
