import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A fan: one task that gathers, its children side by side, and what has come back from them.
struct GatherFlow: FlowPicture {
  private let scene: FlowScene
  private let role: Symbol
  /// The knob for how many children a gathering has; nil if none says.
  private let count: String?
  private let parent: TaskID
  /// The children of the present gathering, those that have ended among them.
  private let children: [TaskRecord]
  /// Whether the one who started them has ended before them: whatever becomes of them, nobody sees it.
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

  /// How many are yet to begin, as far as is known.
  private var missing: Int {
    guard let all = count.flatMap(scene.count), children.contains(where: \.isLive) else {
      return 0
    }
    return max(all - children.count, 0)
  }

  var summary: Line {
    var figures = FigureList()
    figures.add("run", "\(children.count(where: \.isLive))".leftPadded(to: 2))
    figures.add("to come", "\(missing)".leftPadded(to: 2))
    return figures.line(40)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let (left, rest) = body.splitLeft(min(max(body.columns / 4, 15), 20))
    let (fan, right) = rest.splitLeft(rest.columns - (body.columns >= 60 ? 17 : 7))
    drawParent(in: &frame, left)
    drawFan(in: &frame, fan)
    results(right.columns >= 14).draw(in: &frame, right.inset(left: 1))
    let others = scene.lastOthers(than: [role]).filter { $0.id != parent }
    FlowStatus(scene, others).draw(in: &frame, status)
  }

  private func drawParent(in frame: inout Frame, _ box: Box) {
    let record = scene.analysis.tasks[parent]
    let activity = record.map { Activity($0) } ?? .finished
    let top = box.row + max(box.rows - 2, 0) / 2
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(scene.analysis.tasks.name(of: parent).padded(to: box.columns - 4), .strong)
    line.add("─", .border)
    frame.write(line, at: box.column, top, limit: box.columns)
    guard box.rows > 1 else { return }
    frame.write(
      isForgotten ? "nobody waits" : activity.word, at: box.column + 2, top + 1,
      limit: box.columns - 2, isForgotten ? .warning : .dim)
  }

  /// What has become of those that are over.
  private func results(_ hasWords: Bool) -> FigureList {
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
  /// One of the children, or one that is yet to begin.
  private func drawFan(in frame: inout Frame, _ box: Box) {
    let count = children.count + missing
    guard count > 0, box.rows > 0, box.columns >= 6 else { return }
    let columns = (count + box.rows - 1) / box.rows
    let rows = (count + columns - 1) / columns
    let top = box.row + (box.rows - rows) / 2
    let room = box.inset(left: 2, right: 2)
    let width = max(room.columns / columns, 1)
    let longest = children.map { CharacterWidth.of($0.name.description) }.max() ?? 0
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

  private func line(_ index: Int, _ columns: Int, longestName longest: Int) -> Line {
    guard index < children.count else { return Line("·", .dim) }
    let child = children[index]
    let activity = Activity(child)
    guard columns >= 9 else {
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
