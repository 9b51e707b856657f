import WeirScreen

/// A row of the screen with one line at its left and one at its right; the right one has priority
/// if there is no room for both.
struct TouchRow {
  let left: TouchLine
  let right: TouchLine
  /// The row, without the empty columns at its ends.
  let box: Box

  private var rightWidth: Int { min(right.width, box.columns) }
  private var rightColumn: Int { box.endColumn - rightWidth }

  /// How many columns the line at the left can use.
  var room: Int { TouchRow.room(box.columns, beside: right) }

  static func room(_ columns: Int, beside right: TouchLine) -> Int {
    max(columns - min(right.width, columns) - 1, 0)
  }

  func draw(in frame: inout Frame) {
    frame.write(left.line, at: box.column, box.row, limit: room)
    frame.write(right.line, at: rightColumn, box.row, limit: rightWidth)
  }

  /// What a click at a point does; `nil` if nothing. Text that is cut off can't be clicked.
  func touch(at point: Point) -> Touch? {
    areas.first { $0.box.contains(point) }?.touch
  }

  /// Everything that can be clicked, and where.
  var areas: [(box: Box, touch: Touch)] {
    boxes(of: left, at: box.column, limit: room)
      + boxes(of: right, at: rightColumn, limit: rightWidth)
  }

  private func boxes(
    of line: TouchLine, at column: Int, limit: Int
  ) -> [(box: Box, touch: Touch)] {
    line.areas.compactMap { area in
      let columns = area.columns.clamped(to: 0..<limit)
      guard !columns.isEmpty else { return nil }
      let box = Box(
        column: column + columns.lowerBound, row: box.row, columns: columns.count, rows: 1)
      return (box, area.touch)
    }
  }
}

/// A line with parts that can be clicked, so that one value says what is drawn and what a click
/// does.
struct TouchLine: Sendable {
  private(set) var line = Line()
  private(set) var areas: [Area] = []

  /// A range of columns, and what a click on it does.
  struct Area: Sendable, Hashable {
    var columns: Range<Int>
    var touch: Touch
  }

  var width: Int { line.width }

  mutating func add(_ text: String, _ style: Style, _ touch: Touch? = nil) {
    let start = line.width
    line.add(text, style)
    if let touch { areas.append(Area(columns: start..<line.width, touch: touch)) }
  }

  mutating func add(_ other: TouchLine) {
    let start = line.width
    line.add(other.line)
    areas += other.areas.map { area in
      let columns = area.columns
      return Area(
        columns: columns.lowerBound + start..<columns.upperBound + start, touch: area.touch)
    }
  }
}

/// What a click in the header or the footer does.
enum Touch: Sendable, Hashable {
  /// The same as a key.
  case action(KeyAction)
  /// Opens the command line with this text in it.
  case command(String)
}
