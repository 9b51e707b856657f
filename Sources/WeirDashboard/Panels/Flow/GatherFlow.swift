import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A fan: one task that gathers, its children side by side, and how they ended.
struct GatherFlow: FlowPicture {
  private let scene: FlowScene
  private let role: Symbol
  /// The knob for how many children a gathering has; `nil` if there is none.
  private let count: String?
  private let parent: TaskID
  /// The children of the present gathering, live or ended.
  private let children: [TaskRecord]
  /// Whether the parent has ended before its children, so that nobody gets their results.
  private let isForgotten: Bool

  init?(_ scene: FlowScene, children role: Symbol, count: String?) {
    let workers = scene.latest(role)
    guard let last = workers.last else { return nil }
    self.scene = scene
    self.role = role
    self.count = count
    parent = last.parent
    let all = workers.filter { $0.parent == last.parent }
    // Each gathering counts its children from 1.
    let children = Array(all.suffix(from: all.lastIndex { $0.name.number == 1 } ?? 0))
    self.children = children
    isForgotten = GatherFlow.outlived(scene.analysis.tasks[parent], by: children)
  }

  private static func outlived(_ parent: TaskRecord?, by children: [TaskRecord]) -> Bool {
    guard let parent else { return children.contains(where: \.isLive) }
    return !parent.isLive && children.contains { $0.isLive || $0.since > parent.since }
  }

  /// How many children have not started yet, as far as known.
  private var missing: Int {
    guard let all = count.flatMap(scene.count), children.contains(where: \.isLive) else {
      return 0
    }
    return max(all - children.count, 0)
  }

  var summary: Line {
    var figures = FigureList()
    figures.add("running", "\(children.count(where: \.isLive))".leftPadded(to: 2))
    figures.add("pending", "\(missing)".leftPadded(to: 2))
    return figures.line(FlowMeasures.summaryColumns)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let (left, rest) = body.splitLeft((body.columns / 4).clamped(to: 15...20))
    let isRoomy = body.columns >= GatherFlow.roomy
    let resultColumns =
      isRoomy ? GatherFlow.resultColumns.wide : GatherFlow.resultColumns.narrow
    let (fan, right) = rest.splitLeft(rest.columns - resultColumns)
    drawParent(in: &frame, left)
    drawFan(in: &frame, fan)
    results(hasWords: right.columns >= GatherFlow.wordColumns).draw(
      in: &frame, right.inset(left: 1))
    let others = scene.lastOthers(than: [role]).filter { $0.id != parent }
    FlowStatus(scene, others).draw(in: &frame, status)
  }

  /// The columns of the results with words and without.
  private static let resultColumns = (wide: 17, narrow: 7)
  /// The least width in which the results have words.
  private static let roomy = 60
  /// The least columns of results with words.
  private static let wordColumns = 14
  /// The edges and a column for a sign.
  private static let narrowestFan = 6
  /// The least width in which a child has a name.
  private static let narrowestName = 9

  private func drawParent(in frame: inout Frame, _ box: Box) {
    let record = scene.analysis.tasks[parent]
    let activity = record.map { Activity($0) } ?? .finished
    let top = box.row + max(box.rows - 2, 0) / 2
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(scene.analysis.tasks.name(of: parent).paddedName(to: box.columns - 4), .strong)
    line.add("─", .border)
    frame.write(line, at: box.column, top, limit: box.columns)
    guard box.rows > 1 else { return }
    frame.write(
      isForgotten ? "nobody waits" : activity.word, at: box.column + 2, top + 1,
      limit: box.columns - 2, isForgotten ? .warning : .dim)
  }

  /// How many children ended in each way.
  private func results(hasWords: Bool) -> FigureList {
    var figures = FigureList()
    if isForgotten { figures.add(hasWords ? "in 10 s" : "10s", "") }
    let ended = scene.run.rates.childrenEnded
    for (activity, state, rate) in [
      (Activity.finished, TaskState.finished, ended.completed), (.failed, .failed, ended.failed),
      (.cancelled, .cancelled, ended.cancelled), (.timedOut, .timedOut, ended.timedOut),
    ] {
      let count =
        isForgotten ? rate.lately(at: scene.now) : children.count { $0.state == state }
      guard count > 0 || state != .timedOut else { continue }
      let style = count > 0 ? Style(of: activity) : .dim
      let word = hasWords ? "\(activity.glyph) \(activity.word)" : "\(activity.glyph)"
      figures.add(word, "\(count)", style)
    }
    return figures
  }
}

extension GatherFlow {
  /// Draws the children in as many columns as needed, with those that have not started yet.
  private func drawFan(in frame: inout Frame, _ box: Box) {
    let count = children.count + missing
    guard count > 0, box.rows > 0, box.columns >= GatherFlow.narrowestFan else { return }
    let columns = (count + box.rows - 1) / box.rows
    let rows = (count + columns - 1) / columns
    let top = box.row + (box.rows - rows) / 2
    let room = box.inset(left: 2, right: 2)
    let width = max(room.columns / columns, 1)
    let longest = FlowMeasures.longestName(of: children)
    for row in 0..<rows {
      drawEdges(row, of: rows, in: &frame, box, at: top + row)
      for column in 0..<columns {
        let index = row * columns + column
        guard index < count, (column + 1) * width <= room.columns else { break }
        let line = line(index, width - 1, longestName: longest)
        frame.write(
          line, at: room.column + column * width, top + row, limit: max(width - 1, 1))
      }
    }
  }

  /// A child, or a dot for one that has not started yet.
  private func line(_ index: Int, _ columns: Int, longestName longest: Int) -> Line {
    guard index < children.count else { return Line("·", .dim) }
    let child = children[index]
    let activity = Activity(child)
    guard columns >= GatherFlow.narrowestName else {
      return Line("\(activity.glyph)", Style(of: activity))
    }
    let name = columns >= longest + 10 ? longest : 2
    return TaskRow(task: child, scene: scene).line(columns, name: name)
  }

  private func drawEdges(
    _ row: Int, of rows: Int, in frame: inout Frame, _ box: Box, at line: Int
  ) {
    let left: Character = rows == 1 ? "─" : row == 0 ? "╭" : row == rows - 1 ? "╰" : "├"
    let right: Character = rows == 1 ? "─" : row == 0 ? "╮" : row == rows - 1 ? "╯" : "┤"
    frame[box.column, line] = Cell(left, .border)
    frame[box.endColumn - 2, line] = Cell(right, .border)
  }
}
