import WeirTrace

/// A lane for each task, the newest time at the right edge, and at the side what it does now.
struct LanesView {
  let state: Dashboard
  let look: Look

  func draw(in frame: inout Frame, _ box: Box) {
    let lanes = state.run.lanes.lanes
    let hasAxis = box.rows >= 8
    let hasLegend = box.rows >= 14
    let (list, below) = box.splitTop(box.rows - (hasAxis ? 1 : 0) - (hasLegend ? 1 : 0))
    let columns = Columns(box.columns)
    let first = min(state.view.scroll[.tasks] ?? 0, max(lanes.count - list.rows, 0))
    for (offset, lane) in lanes.dropFirst(first).prefix(list.rows).enumerated() {
      draw(lane, columns, in: &frame, column: box.column, row: list.row + offset)
    }
    drawMore(lanes.count - first - list.rows, in: &frame, list)
    if hasAxis {
      let text = TimeAxis.text(columns: columns.lane, state.laneScale)
      frame.write(
        text, at: box.column + columns.name + 1, below.row, limit: columns.lane, look.dim)
    }
    if hasLegend { drawLegend(in: &frame, below.splitTop(below.rows - 1).rest) }
  }

  /// How the width is shared: name, lane, what goes on.
  private struct Columns {
    let name: Int
    let lane: Int
    let doing: Int

    init(_ columns: Int) {
      name = min(max(columns / 5, 11), 16)
      doing = columns >= 90 ? 34 : columns >= 64 ? 24 : 11
      lane = max(columns - name - doing - 2, 0)
    }
  }

  private func draw(
    _ lane: Lane, _ columns: Columns, in frame: inout Frame, column: Int, row: Int
  ) {
    let isOver = lane.ended != nil
    let name = lane.name.description.padded(to: columns.name)
    frame.write(name, at: column, row, limit: columns.name, isOver ? look.dim : look.text)
    let left = column + columns.name + 1
    let slices = lane.columns(columns.lane, until: state.run.analysis.now, at: state.laneScale)
    for (offset, activity) in slices.enumerated() {
      guard let activity else { continue }
      frame[left + offset, row] = Cell(activity.glyph, look.style(of: activity))
    }
    frame.write(
      doing(lane, columns.doing), at: left + columns.lane + 1, row, limit: columns.doing)
  }

  private func doing(_ lane: Lane, _ columns: Int) -> Line {
    let analysis = state.run.analysis
    let task = analysis.tasks[lane.task]
    let activity = task.map { Activity($0) } ?? lane.activity
    var line = Line("\(activity.glyph) ", look.style(of: activity))
    if columns >= 20, let task {
      line.add(WaitText.text(task, analysis), activity == .putting ? look.warning : look.dim)
    } else {
      line.add(activity.word, activity == .putting ? look.warning : look.dim)
    }
    return line
  }

  private func drawMore(_ count: Int, in frame: inout Frame, _ list: Box) {
    guard count > 0, list.rows > 0 else { return }
    let line = Line(" ↓\(count) more", look.accent)
    frame.write(
      line, at: list.endColumn - line.width, list.endRow - 1, limit: min(line.width, list.columns))
  }

  private func drawLegend(in frame: inout Frame, _ box: Box) {
    var line = Line()
    for activity in Activity.legend {
      var part = Line("\(activity.glyph) ", look.style(of: activity))
      part.add("\(activity.word)  ", look.dim)
      guard line.width + part.width <= box.columns else { break }
      line.add(part)
    }
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }
}

extension Activity {
  /// Those worth explaining first.
  static let legend: [Activity] = [
    .sleeping, .getting, .putting, .joining, .cancelled, .timedOut, .finished, .failed, .cleaningUp,
    .working, .ready, .created,
  ]
}
