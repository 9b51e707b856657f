import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A lane for each task, the newest time at the right, and next to it what the task does now.
struct LanesView {
  let panel: TasksPanel
  let scene: PanelScene
  /// The rows to draw in place of the panel's own, such as those that two runs share.
  var rows: [Row]?
  /// An instant that is marked on the time axis.
  var mark: VirtualInstant?
  /// How the width is shared; `nil` if these lanes alone decide.
  var columns: Columns?
  /// The fewest rows with a time axis below the lanes, and with a legend as well.
  var axisFrom = TasksPanel.axisFrom
  var legendFrom = TasksPanel.legendFrom

  /// A row with the lane of a task, or with a name and why there is no lane.
  enum Row {
    case lane(Lane)
    case missing(Label, String)

    var name: Label {
      switch self {
      case .lane(let lane): lane.name
      case .missing(let name, _): name
      }
    }
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let hasAxis = box.rows >= axisFrom
    let hasLegend = box.rows >= legendFrom
    let list = box.splitTop(box.rows - (hasAxis ? 1 : 0) - (hasLegend ? 1 : 0)).top
    let lanes = rows ?? panel.lanes(forRows: list.rows, scene).map { .lane($0) }
    let columns = columns ?? Columns(box.columns, lanes.map(\.name))
    let first = min(rows == nil ? panel.scroll : 0, max(lanes.count - list.rows, 0))
    var seen: Set<Activity> = []
    for (offset, entry) in lanes.dropFirst(first).prefix(list.rows).enumerated() {
      guard case .lane(let lane) = entry else {
        drawMissing(entry, columns, in: &frame, column: box.column, row: list.row + offset)
        continue
      }
      seen.formUnion(draw(lane, columns, in: &frame, column: box.column, row: list.row + offset))
      guard lane.task == panel.chosen else { continue }
      let row = Box(column: box.column, row: list.row + offset, columns: box.columns, rows: 1)
      let name = Line(lane.name.description.paddedName(to: columns.name), .text)
      frame[box.column, row.row] = Cell("▸", .strongAccent)
      frame.write(
        name.highlighting(panel.filter.needles, .match), at: box.column + 1, row.row,
        limit: columns.name)
      frame.highlight(row)
    }
    if hasAxis {
      let row = list.row + min(lanes.count - first, list.rows)
      scene.drawAxis(
        scene.laneScale(columns: columns.lane), mark: mark, in: &frame,
        Box(column: box.column + columns.start, row: row, columns: columns.lane, rows: 1))
    }
    guard hasLegend else { return }
    let row = list.row + min(lanes.count - first, list.rows) + 1
    let hasGap = !gaps(columns.lane, scene.laneScale(columns: columns.lane)).isEmpty
    drawLegend(
      of: seen, hasGap: hasGap, in: &frame,
      Box(column: box.column, row: row, columns: box.columns, rows: 1))
  }

  /// How the width is shared: name, lane, what the task does.
  struct Columns {
    let name: Int
    let lane: Int
    let doing: Int
    /// The least columns in which what a task does has the name of what it waits for.
    static let placed = 20

    /// Where lanes begin.
    var start: Int { name + 1 }

    init(_ columns: Int, _ names: [Label]) {
      let longest = names.map { CharacterWidth.of($0.description) }.max() ?? 0
      name = longest.clamped(to: 10...(columns >= 100 ? 24 : 16))
      // A sign, and enough to name the task that is waited for.
      doing =
        columns >= 64 ? (longest + 12).clamped(to: Columns.placed...(columns >= 68 ? 24 : 20)) : 11
      lane = max(columns - name - doing - 2, 0)
    }
  }

  private func drawMissing(
    _ row: Row, _ columns: Columns, in frame: inout Frame, column: Int, row place: Int
  ) {
    guard case .missing(let name, let note) = row else { return }
    frame.write(
      name.description.paddedName(to: columns.name), at: column, place, limit: columns.name, .border
    )
    frame.write(note, at: column + columns.name + 1, place, limit: columns.lane, .border)
  }

  /// Draws one lane and returns the activities in it.
  private func draw(
    _ lane: Lane, _ columns: Columns, in frame: inout Frame, column: Int, row: Int
  ) -> Set<Activity> {
    let isOver = lane.ended != nil
    let scale = scene.laneScale(columns: columns.lane)
    let left = column + columns.name + 1
    let slices = lane.columns(
      columns.lane - scene.columnsAfterEnd(scale, of: columns.lane),
      until: scene.run.analysis.now, at: scale)
    let name = Line(
      lane.name.description.paddedName(to: columns.name), isOver ? .dim : .text)
    let needles = panel.filter.needles
    frame.write(
      name.highlighting(needles, .match), at: column, row, limit: columns.name)
    for (offset, slice) in slices.enumerated() {
      guard let slice else { continue }
      frame[left + offset, row] = Cell(slice.glyph, Style(of: slice.activity))
    }
    // Before its first task there is nothing to know.
    let known = slices.firstIndex { $0 != nil } ?? slices.count
    for offset in gaps(columns.lane, scale) where offset >= known {
      frame[left + offset, row] = Cell(GapHistory.sign, .warning)
    }
    frame.write(
      doing(lane, columns.doing).highlighting(needles, .match), at: left + columns.lane + 1,
      row, limit: columns.doing)
    // The first cell of a life has the sign for a start, whatever the task does.
    let shown = slices.compactMap { $0 }.filter { !$0.isBirth }.map(\.activity)
    return Set(shown + [scene.run.analysis.tasks[lane.task].map { Activity($0) } ?? lane.activity])
  }

  private func gaps(_ columns: Int, _ scale: TimeScale) -> [Int] {
    scene.run.history.gaps.columns(
      columns - scene.columnsAfterEnd(scale, of: columns), until: scene.run.now, at: scale)
  }

  private func doing(_ lane: Lane, _ columns: Int) -> Line {
    let analysis = scene.run.analysis
    let task = analysis.tasks[lane.task]
    let activity = task.map { Activity($0) } ?? lane.activity
    var line = Line("\(activity.glyph) ", Style(of: activity))
    if columns >= Columns.placed, let task {
      let text = WaitText.text(task, analysis, isColumn: true, in: scene.run.start)
      line.add(text, activity.isHeldUp(in: scene.run.start) ? .warning : .dim)
    } else {
      let word = activity.word(in: scene.run.start)
      line.add(word, activity.isHeldUp(in: scene.run.start) ? .warning : .dim)
    }
    return line
  }

  /// Draws the signs that are visible now with their words, always in the same order.
  private func drawLegend(
    of seen: Set<Activity>, hasGap: Bool, in frame: inout Frame, _ box: Box
  ) {
    var line = Line()
    if hasGap {
      line.add("\(GapHistory.sign) ", .warning)
      line.add("nothing known  ", .dim)
    }
    for activity in Activity.legend.filter(seen.contains) {
      var part = Line("\(activity.glyph) ", Style(of: activity))
      part.add("\(activity.word(in: scene.run.start))  ", .dim)
      guard line.width + part.width <= box.columns else { break }
      line.add(part)
    }
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }
}

extension Lane.Slice {
  /// The sign of a slice; a new life, sleep or item is marked at its start.
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
  /// The order in the legend: what lasts first, what is short last.
  static let legend: [Activity] = [
    .sleeping, .serving, .getting, .batching, .joining, .working, .putting, .acquiring, .offloading,
    .backingOff, .ready, .cleaningUp, .finished, .failed, .cancelled, .timedOut, .running, .created,
  ]
}
