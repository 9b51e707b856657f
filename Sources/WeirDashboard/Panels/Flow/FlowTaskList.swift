import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A list of tasks: a row each with what they do, or only a sign each if there are too many.
struct FlowTaskList {
  /// The first tasks; there may be more.
  let tasks: [TaskRecord]
  /// How many tasks there are.
  let count: Int
  let now: VirtualInstant

  /// - Parameter count: how many tasks there are if not all are listed.
  init(tasks: [TaskRecord], count: Int? = nil, now: VirtualInstant) {
    self.tasks = tasks
    self.count = max(count ?? 0, tasks.count)
    self.now = now
  }

  func draw(in frame: inout Frame, _ box: Box) {
    if count <= box.rows {
      for (offset, task) in tasks.enumerated() {
        frame.write(row(task, box.columns), at: box.column, box.row + offset, limit: box.columns)
      }
    } else {
      drawSigns(in: &frame, box)
    }
  }

  private func row(_ task: TaskRecord, _ columns: Int) -> Line {
    let activity = Activity(task)
    let style = Style(of: activity)
    let name = name(of: task, columns)
    var line = Line("\(activity.glyph) ", style)
    line.add(name.text, .text)
    let room = columns - name.width - 2
    let hasItems = room >= FlowTaskList.itemWidth + FlowTaskList.leastDoing
    let doing = doing(
      task, activity, columns: hasItems ? room - FlowTaskList.itemWidth : room, style)
    line.add(doing)
    guard hasItems, let item = task.item else { return line }
    let text = "#\(NumberText.count(Int(clamping: item.rawValue)))"
    line.add(text.leftPadded(to: columns - line.width), .dim)
    return line
  }

  /// A blank, `#` and the number of the item that a task holds.
  private static let itemWidth = 7
  /// The least room for what a task does.
  private static let leastDoing = 8

  /// The name if there is room for it and a bar, otherwise its number.
  private func name(of task: TaskRecord, _ columns: Int) -> (text: String, width: Int) {
    let longest = FlowMeasures.longestName(of: tasks)
    if longest + FlowTaskList.leastDoing <= columns {
      return (task.name.description.paddedName(to: longest + 1), longest + 1)
    }
    let number = task.name.number > 0 ? "\(task.name.number)" : ""
    let digits = tasks.map { "\($0.name.number)".count }.max() ?? 1
    return (number.padded(to: digits) + " ", digits + 1)
  }

  private func doing(_ task: TaskRecord, _ activity: Activity, columns: Int, _ style: Style)
    -> Line
  {
    let since = task.since.duration(to: now)
    if case .sleep(let instant) = task.wait, !activity.isOver {
      let all = task.since.duration(to: instant).seconds
      let share = all > 0 ? since.seconds / all : 1
      return ProgressText.bar(
        share, columns: min(columns, FlowMeasures.barColumns), style, rest: .border)
    }
    guard activity.word.count <= columns else {
      return Line(String(repeating: activity.glyph, count: max(columns, 0)), style)
    }
    var line = Line(activity.word, style)
    let length = TimeText.short(since)
    if since > .zero, line.width + 1 + length.count <= columns {
      line.add(" \(length)", .dim)
    }
    return line
  }

  /// Draws a sign for each task, as many as fit.
  func drawSigns(in frame: inout Frame, _ box: Box) {
    let step = tasks.count <= (box.columns + 1) / 2 * box.rows ? 2 : 1
    let perRow = max((box.columns + step - 1) / step, 1)
    let room = perRow * box.rows
    let shown = count <= room ? count : max(perRow * (box.rows - 1), 0)
    for (index, task) in tasks.prefix(shown).enumerated() {
      let activity = Activity(task)
      frame[box.column + index % perRow * step, box.row + index / perRow] =
        Cell(activity.glyph, Style(of: activity))
    }
    guard shown < count else { return }
    let line = Line("+\(NumberText.count(count - min(shown, tasks.count))) more", .dim)
    frame.write(line, at: box.column, box.endRow - 1, limit: box.columns)
  }
}
