import WeirScreen

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
