import WeirEvents
import WeirScreen

/// Where the parts of the options are on a screen with a body of some size: for drawing, and for
/// the mouse.
struct OptionsLayout {
  let box: Box
  /// The row with the names of the pages.
  let tabs: Box
  let list: Box
  /// The details of the chosen row: beside the list if there is room, else below it.
  let detail: Box
  let isWide: Bool
  /// How many lines of the page are above the first visible one.
  let first: Int
  let lines: [OptionLine]
  /// How many columns the names take.
  let nameColumns: Int

  /// The size on a large screen. On a screen only a little larger, the options fill the screen, so
  /// that no narrow strips are left around them.
  private static let roomy = Size(columns: 120, rows: 40)
  private static let detailRows = 6

  /// - Parameter hasDetail: whether the details of a row are long enough to be beside the list.
  init(_ rows: [OptionRow], selected: Int, hasDetail: Bool, in body: Box) {
    let roomy = OptionsLayout.roomy
    let columns = body.columns > roomy.columns + 10 ? roomy.columns : body.columns
    let height = body.rows > roomy.rows + 4 ? roomy.rows : body.rows
    box = Box(
      column: body.column + (body.columns - columns) / 2,
      row: body.row + (body.rows - height) / 2, columns: columns, rows: height)
    let (tabs, rest) = box.inner.inset(left: 1, right: 1).splitTop(1)
    self.tabs = tabs
    isWide = columns >= 100 && hasDetail
    if isWide {
      let (list, detail) = rest.inset(top: 1).splitLeft(rest.columns * 5 / 8)
      self.list = list.inset(right: 1)
      self.detail = detail.inset(left: 2)
    } else {
      let detailRows = min(OptionsLayout.detailRows, rest.rows / 2)
      let (list, detail) = rest.inset(top: rest.rows > 12 ? 1 : 0)
        .splitTop(rest.rows - detailRows - (rest.rows > 12 ? 1 : 0))
      self.list = list
      self.detail = detail
    }
    lines = rows.lines
    let chosen = lines.firstIndex { if case .row(selected) = $0 { true } else { false } } ?? 0
    let limit = max(lines.count - list.rows, 0)
    first = chosen <= 1 ? 0 : (chosen - list.rows / 2).clamped(to: 0...limit)
    nameColumns = rows.map { CharacterWidth.of($0.name) }.max() ?? 0
  }

  /// The visible lines, with the box of each.
  var shown: [(line: OptionLine, box: Box)] {
    lines.dropFirst(first).prefix(list.rows).enumerated().map { offset, line in
      let row = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      return (line, row)
    }
  }

  /// The box of a row's value.
  func valueBox(_ row: Box) -> Box { row.inset(left: nameColumns + 4) }

  /// The boxes of the names of the pages, from left to right.
  func tabBoxes(_ texts: [String]) -> [Box] {
    var rest = tabs
    return texts.map { text in
      let (box, others) = rest.splitLeft(CharacterWidth.of(text))
      rest = others
      return box
    }
  }
}

/// Several words on one row, one of them chosen; finds the word at a column.
struct ChoiceWords {
  let words: [String]
  let chosen: String

  /// The sign and the word, with the blanks before them.
  private func text(_ index: Int) -> String {
    (index == 0 ? "" : "  ") + (words[index] == chosen ? "● " : "○ ") + words[index]
  }

  var width: Int { words.indices.reduce(0) { $0 + CharacterWidth.of(text($1)) } }

  func line() -> Line {
    var line = Line()
    for index in words.indices {
      let isChosen = words[index] == chosen
      line.add(text(index), isChosen ? .strongAccent : .dim)
    }
    return line
  }

  /// The word at a column, counted from the first one's sign.
  func word(at column: Int) -> String? {
    var start = 0
    for index in words.indices {
      let end = start + CharacterWidth.of(text(index))
      if (start..<end).contains(column) { return words[index] }
      start = end
    }
    return nil
  }
}
