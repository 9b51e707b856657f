import WeirAnalysis
import WeirEvents
import WeirScreen

/// One gauge over time as a filled graph: numbers at its left, lines at its limit and at its
/// maximum.
struct GaugeGraph {
  let gauge: Gauge
  let scene: PanelScene
  /// Whether the name stands in the graph, because it stands nowhere else and there are other
  /// gauges.
  let isNamed: Bool
  /// The number at the upper edge, if the graph shares its axis with another one.
  var top: Double?
  /// How many columns the graph has, if something else decides about them.
  var ownColumns: Int?

  private func columns(in room: Int) -> Int { ownColumns ?? GaugeGraph.columns(in: room) }

  private var signs: GraphSigns { scene.signs }
  private var capacity: Int? { gauge.capacity(in: scene.run.analysis) }

  /// Whether the gauge has reached its limit.
  private var isFull: Bool { capacity.map { Int(gauge.history.depth) >= $0 } ?? false }

  func draw(in frame: inout Frame, _ area: Box) {
    let (scale, graph) = area.splitLeft(area.columns - columns(in: area.columns))
    guard !graph.isEmpty else { return }
    let time = scene.graphScale(columns: graph.columns)
    let known = graph.columns - scene.columnsAfterEnd(time, of: graph.columns)
    let dots = gauge.history.dots(known * 2, at: time)
    let axis = top.map { ValueAxis(endingAt: $0, rows: graph.rows) } ?? axis(dots, rows: graph.rows)
    drawLines(axis, in: &frame, graph)
    draw(dots, axis, in: &frame, graph)
    scene.drawGaps(time, in: &frame, graph)
    drawNumbers(axis, in: &frame, scale)
    drawWords(axis, in: &frame, graph)
  }

  /// Draws the name if it stands nowhere else, and `limit` if there is no room for it next to the
  /// number.
  private func drawWords(_ axis: ValueAxis, in frame: inout Frame, _ graph: Box) {
    var words: [String] = []
    if isNamed { words.append(gauge.name(in: scene.run.analysis)) }
    let isLimit = capacity.map { axis.row(of: Double($0), rows: graph.rows) == 0 } ?? false
    if isLimit, axis.top >= Double(capacity ?? 0), graph.columns < GaugeGraph.wordedColumns {
      words.append("limit")
    }
    guard !words.isEmpty else { return }
    let text = words.joined(separator: " ") + " "
    frame.write(text, at: graph.column, graph.row, limit: graph.columns, .dim)
  }
}

extension GaugeGraph {
  /// How many columns a graph has: what the numbers leave, and the words next to them if there is
  /// room.
  static func columns(in room: Int) -> Int {
    max(room - (hasWords(room) ? scaleWithWords : scaleColumns), 0)
  }

  /// The columns of the numbers, with words next to them and without.
  private static let (scaleWithWords, scaleColumns) = (9, 5)

  /// Whether words fit next to the numbers.
  static func hasWords(_ room: Int) -> Bool { room >= 40 }

  /// The fewest columns of a graph that has words next to its numbers.
  private static let wordedColumns = 31

  /// The number at the upper edge of the graph alone.
  func ownTop(in area: Box) -> Double {
    let columns = columns(in: area.columns)
    let dots = gauge.history.dots(columns * 2, at: scene.graphScale(columns: columns))
    return axis(dots, rows: area.rows).top
  }

  /// The axis ends at the limit, unless the depth is so far below it that nothing could be seen, or
  /// above it.
  private func axis(_ dots: [DepthHistory.Dot], rows: Int) -> ValueAxis {
    let seen = Double(dots.reduce(0) { max($0, $1.maximum) })
    if let capacity, gauge.history.highest * 4 >= capacity, seen <= Double(capacity) {
      return ValueAxis(endingAt: Double(max(capacity, 1)), rows: rows)
    }
    return ValueAxis(reaching: max(seen, 4), rows: rows)
  }

  private func drawLines(_ axis: ValueAxis, in frame: inout Frame, _ graph: Box) {
    let highest = Double(gauge.history.highest)
    if highest > 0, highest <= axis.top {
      drawLine(signs.highest, at: highest, axis, .dim, in: &frame, graph)
    }
    if let capacity, Double(capacity) <= axis.top {
      drawLine(signs.limit, at: Double(capacity), axis, limitStyle, in: &frame, graph)
    }
  }

  private var limitStyle: Style { isFull ? .warning : .border }

  private func drawLine(
    _ sign: Character, at value: Double, _ axis: ValueAxis, _ style: Style,
    in frame: inout Frame, _ graph: Box
  ) {
    let row = graph.row + axis.row(of: value, rows: graph.rows)
    let cell = Cell(sign, style)
    for column in graph.column..<graph.endColumn { frame[column, row] = cell }
  }

  /// Draws the depth; what is above the limit, and the top of what blocked a task, has a sign of
  /// its own.
  private func draw(
    _ dots: [DepthHistory.Dot], _ axis: ValueAxis, in frame: inout Frame, _ graph: Box
  ) {
    let missing = max(graph.columns * 2 - dots.count, 0)
    let area = GraphArea(
      dots.lazy.map { Double($0.mean) }, missing: missing, maximum: axis.top, rows: graph.rows,
      signs)
    let limit = capacity.map { graph.rows - 1 - axis.row(of: Double($0), rows: graph.rows) }
    let over = Double(capacity ?? .max) < axis.top ? limit ?? .max : .max
    let styles = (0..<graph.rows).map { Style.graph((Double($0) + 0.5) / Double(graph.rows)) }
    for column in 0..<graph.columns {
      guard area.isKnown(column) else { continue }
      let top = area.topRow(of: column)
      let isHeld = isBlocked(dots, column * 2 - missing)
      for row in 0...(top ?? 0) {
        let isOver = row > over || isHeld && row == top
        guard let sign = area.sign(column: column, row: row, isOver: isOver) else { continue }
        let style: Style = top == nil ? .border : isOver ? .warning : styles[row]
        frame[graph.column + column, graph.endRow - 1 - row] = Cell(sign, style)
      }
    }
  }

  /// Whether a task was blocked for at least half of the time of a column.
  private func isBlocked(_ dots: [DepthHistory.Dot], _ index: Int) -> Bool {
    let left = dots.indices.contains(index) ? dots[index].blocked : 0
    let right = dots.indices.contains(index + 1) ? dots[index + 1].blocked : 0
    return left + right >= 1
  }
}

extension GaugeGraph {
  /// Draws the limit and the maximum first, then zero and round numbers, as long as each has a row.
  private func drawNumbers(_ axis: ValueAxis, in frame: inout Frame, _ scale: Box) {
    guard scale.columns > 1 else { return }
    var taken: Set<Int> = []
    func number(_ value: Double, _ word: String, _ style: Style, _ row: Int? = nil) {
      let row = row ?? axis.row(of: value, rows: scale.rows)
      guard value <= axis.top, taken.insert(row).inserted else { return }
      write(value, word, style, in: &frame, scale, row: row)
    }
    if let capacity { number(Double(capacity), "limit", isFull ? .warning : .text) }
    // With nothing recorded, numbers above zero would only be guesses.
    let isEmpty = gauge.history.highest == 0
    let ticks = isEmpty ? [] : axis.ticks(rows: scale.rows)
    let hasZero = scale.rows >= 2 && taken.insert(scale.rows - 1).inserted
    let highest = Double(gauge.history.highest)
    if highest > 0, scale.rows >= 3 { number(highest, "max", .text) }
    for tick in ticks.dropFirst() { number(tick.value, "", .dim, tick.row) }
    if !isEmpty { number(axis.top, "", .dim) }
    if hasZero { write(0, "", .dim, in: &frame, scale, row: scale.rows - 1) }
  }

  private func write(
    _ value: Double, _ word: String, _ style: Style, in frame: inout Frame, _ scale: Box, row: Int
  ) {
    let width = scale.columns - 1
    let isWhole = value == value.rounded()
    let whole = NumberText.count(Int(value))
    let text =
      !isWhole
      ? NumberText.rate(value) : whole.count <= width ? whole : NumberText.narrow(Int(value))
    let start = scale.column + max(width - text.count, 0)
    frame.write(text, at: start, scale.row + row, limit: width, style)
    guard !word.isEmpty, word.count + 1 + text.count <= width else { return }
    frame.write(word, at: start - 1 - word.count, scale.row + row, limit: word.count, .dim)
  }
}
