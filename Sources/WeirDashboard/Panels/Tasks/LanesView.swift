import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A lane for each task, the newest time at the right edge, and at the side what it does now.
struct LanesView {
  let state: Dashboard

  private static let axisFrom = 6
  static let legendFrom = 7
  /// The rows of the axis and of the legend.
  static let rowsBelow = 2
  /// How far to the left the end of a task goes before lanes of living tasks come first.
  private static let graceColumns = 3

  /// How many lanes have room in so many rows; a time axis and a legend come where there are enough.
  static func laneRows(_ rows: Int) -> Int {
    rows - (rows >= axisFrom ? 1 : 0) - (rows >= legendFrom ? 1 : 0)
  }

  /// The lanes of the tasks that pass the filter.
  var lanes: [Lane] {
    state.view.tasks.filter.isEmpty ? state.run.lanes.lanes : passing(state.run.lanes.lanes)
  }

  /// The lanes from the first row to the last, where so many rows are to be seen at once.
  func ordered(forRows rows: Int) -> [Lane] {
    let lanes = state.run.lanes.ordered(
      forRows: rows, at: state.run.analysis.now,
      grace: state.laneScale.duration(columns: LanesView.graceColumns))
    return state.view.tasks.filter.isEmpty ? lanes : passing(lanes)
  }

  private func passing(_ lanes: [Lane]) -> [Lane] {
    let analysis = state.run.analysis
    return lanes.filter { lane in
      guard let record = analysis.tasks[lane.task] else { return false }
      return state.view.tasks.filter.passes(FilteredTask(record: record, analysis: analysis))
    }
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let hasAxis = box.rows >= LanesView.axisFrom
    let hasLegend = box.rows >= LanesView.legendFrom
    let list = box.splitTop(LanesView.laneRows(box.rows)).top
    let lanes = ordered(forRows: list.rows)
    let columns = Columns(box.columns, lanes)
    let first = min(state.view.scroll[.tasks] ?? 0, max(lanes.count - list.rows, 0))
    var seen: Set<Activity> = []
    for (offset, lane) in lanes.dropFirst(first).prefix(list.rows).enumerated() {
      seen.formUnion(draw(lane, columns, in: &frame, column: box.column, row: list.row + offset))
      guard lane.task == state.view.tasks.chosen else { continue }
      let row = Box(column: box.column, row: list.row + offset, columns: box.columns, rows: 1)
      frame[box.column + columns.name, row.row] = Cell("▸", .strongAccent)
      frame.highlight(row)
    }
    if hasAxis {
      let text = TimeAxis.text(columns: columns.lane, state.laneScale(columns: columns.lane))
      let row = list.row + min(lanes.count - first, list.rows)
      frame.write(text, at: box.column + columns.name + 1, row, limit: columns.lane, .dim)
    }
    guard hasLegend else { return }
    let row = list.row + min(lanes.count - first, list.rows) + 1
    drawLegend(
      of: seen, in: &frame, Box(column: box.column, row: row, columns: box.columns, rows: 1))
  }

  /// How the width is shared: name, lane, what goes on.
  private struct Columns {
    let name: Int
    let lane: Int
    let doing: Int

    init(_ columns: Int, _ lanes: [Lane]) {
      let longest = lanes.map { CharacterWidth.of($0.name.description) }.max() ?? 0
      name = min(max(longest, 10), 16)
      // A sign, and as much as it takes to say that one waits for another one.
      doing = columns >= 64 ? min(max(longest + 12, 20), columns >= 68 ? 24 : 20) : 11
      lane = max(columns - name - doing - 2, 0)
    }
  }

  /// Draws one lane, and tells what is to be seen in it.
  private func draw(
    _ lane: Lane, _ columns: Columns, in frame: inout Frame, column: Int, row: Int
  ) -> Set<Activity> {
    let isOver = lane.ended != nil
    let left = column + columns.name + 1
    let slices = lane.columns(
      columns.lane, until: state.run.analysis.now, at: state.laneScale(columns: columns.lane))
    let name = Line(
      lane.name.description.padded(to: columns.name), isOver ? .dim : .text)
    let needles = state.view.tasks.filter.needles
    frame.write(
      name.highlighting(needles, .match), at: column, row, limit: columns.name)
    for (offset, slice) in slices.enumerated() {
      guard let slice else { continue }
      frame[left + offset, row] = Cell(slice.glyph, Style(of: slice.activity))
    }
    frame.write(
      doing(lane, columns.doing).highlighting(needles, .match), at: left + columns.lane + 1,
      row, limit: columns.doing)
    // Where a life begins there is the sign for that, whatever it begins with.
    let shown = slices.compactMap { $0 }.filter { !$0.isBirth }.map(\.activity)
    return Set(shown + [state.run.analysis.tasks[lane.task].map { Activity($0) } ?? lane.activity])
  }

  private func doing(_ lane: Lane, _ columns: Int) -> Line {
    let analysis = state.run.analysis
    let task = analysis.tasks[lane.task]
    let activity = task.map { Activity($0) } ?? lane.activity
    var line = Line("\(activity.glyph) ", Style(of: activity))
    if columns >= 20, let task {
      let text = WaitText.text(task, analysis, isColumn: true, at: state.start.level)
      line.add(text, activity.isHeldUp ? .warning : .dim)
    } else {
      let word = activity.word(at: state.start.level)
      line.add(word, activity.isHeldUp ? .warning : .dim)
    }
    return line
  }

  /// Explains what is to be seen now, always in the same order.
  private func drawLegend(of seen: Set<Activity>, in frame: inout Frame, _ box: Box) {
    var line = Line()
    for activity in Activity.legend.filter(seen.contains) {
      var part = Line("\(activity.glyph) ", Style(of: activity))
      part.add("\(activity.word(at: state.start.level))  ", .dim)
      guard line.width + part.width <= box.columns else { break }
      line.add(part)
    }
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }
}

extension Lane.Slice {
  /// Of lives, sleeps and items that follow each other each shows where it begins.
  var glyph: Character {
    switch activity {
    case _ where isBirth: "├"
    case .sleeping where isFresh: "╶"
    case .serving where isFresh: "╺"
    default: activity.glyph
    }
  }
}

extension Activity {
  /// The order in which they are explained: what lasts first, what comes and goes last.
  static let legend: [Activity] = [
    .sleeping, .serving, .getting, .batching, .joining, .working, .putting, .acquiring, .offloading,
    .backingOff, .ready, .cleaningUp, .finished, .failed, .cancelled, .timedOut, .running, .created,
  ]
}
