import WeirTrace

/// How many items waited over time, against the queue's capacity.
struct DepthPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look
  private var queue: QueueRecord? { state.run.analysis.queues.records.first }

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  func summary(in box: Box) -> Line {
    guard let queue else { return Line() }
    var line = Line()
    if box.columns >= 38 {
      line.add("mean ", look.dim)
      line.add(mean(of: queue), look.text)
      line.add("  ", look.dim)
    }
    let blocked = state.run.blocked.share
    line.add("blocked ", look.dim)
    line.add(
      NumberText.percent(blocked).leftPadded(to: 4), blocked > 0.005 ? look.warning : look.text)
    if box.columns >= 52 {
      line.add(" of \(Int(state.run.blocked.memory))s", look.dim)
    }
    return line
  }

  private func mean(of queue: QueueRecord) -> String {
    let analysis = state.run.analysis
    let metrics = analysis.metrics.queues.first { $0.id == queue.id }
    let mean = metrics?.meanDepth(until: analysis.now) ?? 0
    return NumberText.rate(mean).leftPadded(to: 4)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard let queue, let history = state.run.depths.first else {
      frame.write(Line("No queue yet.", look.dim), at: box.column, box.row, limit: box.columns)
      return
    }
    let (area, axis) = box.splitTop(box.rows >= 3 ? box.rows - 1 : box.rows)
    let graph = area.inset(left: 5)
    let dots = history.dots(graph.columns * 2, at: state.depthScale)
    let top = top(queue, dots)
    drawScale(top, queue, in: &frame, area)
    draw(dots, top: top, in: &frame, graph)
    if axis.rows > 0 {
      let text = TimeAxis.text(columns: graph.columns, state.depthScale)
      frame.write(text, at: graph.column, axis.row, limit: graph.columns, look.dim)
    }
  }

  /// The depth at the upper edge: the capacity, unless what is to be seen stays far below it.
  private func top(_ queue: QueueRecord, _ dots: [DepthHistory.Dot]) -> Int {
    let seen = Int(dots.map(\.maximum).max() ?? 0)
    if let capacity = queue.capacity, seen * 4 >= capacity { return max(capacity, seen, 1) }
    return DepthPanel.round(max(seen, 4))
  }

  /// The next number of the form 1, 2, 4, 5 or 8 times a power of ten.
  private static func round(_ value: Int) -> Int {
    var power = 1
    while power < Int.max / 100 {
      for digit in [1, 2, 4, 5, 8] where digit * power >= value { return digit * power }
      power *= 10
    }
    return value
  }

  private func drawScale(_ top: Int, _ queue: QueueRecord, in frame: inout Frame, _ area: Box) {
    let isCapacity = queue.capacity == top
    let style = queue.isFull ? look.warning : isCapacity ? look.text : look.dim
    let label = NumberText.count(top).leftPadded(to: 4)
    frame.write(label, at: area.column, area.row, limit: 4, style)
    if area.rows >= 5 {
      let middle = NumberText.count(top / 2).leftPadded(to: 4)
      frame.write(middle, at: area.column, area.row + area.rows / 2, limit: 4, look.dim)
    }
    if area.rows >= 2 {
      frame.write("   0", at: area.column, area.endRow - 1, limit: 4, look.dim)
    }
    guard isCapacity, area.columns > 5 else { return }
    let line = String(repeating: "┈", count: area.columns - 5)
    frame.write(line, at: area.column + 5, area.row, limit: area.columns - 5, style)
  }

  private func draw(
    _ dots: [DepthHistory.Dot], top: Int, in frame: inout Frame, _ box: Box
  ) {
    let missing = max(box.columns * 2 - dots.count, 0)
    let values = Array(repeating: 0.0, count: missing) + dots.map { Double($0.mean) }
    let area = BrailleArea(values, maximum: Double(top), rows: box.rows)
    for level in 0..<box.rows {
      let style = look.graph((Double(level) + 0.5) / Double(box.rows))
      for column in 0..<box.columns {
        guard let character = area.character(column: column, level: level) else { continue }
        frame[box.column + column, box.endRow - 1 - level] = Cell(character, style)
      }
    }
  }
}
