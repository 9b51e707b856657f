import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A row for each caller: the time until its deadline, and after that how far the cancellation has
/// come.
struct DeadlineFlow: FlowPicture {
  let scene: FlowScene
  private let role: Symbol
  let callers: [TaskRecord]
  /// The tasks that do a caller's work at present, in the order of creation.
  private let operations: [TaskID: [TaskRecord]]

  init?(_ scene: FlowScene, callers role: Symbol, operations: Symbol) {
    guard scene.analysis.timeouts.counts.armed > 0, scene.has(operations) else { return nil }
    self.scene = scene
    self.role = role
    callers = scene.live(role)
    // The oldest live ones and the youngest: a caller's last operation is among them.
    var all = scene.live(operations)
    let last = all.last?.id.rawValue ?? 0
    all += scene.latest(operations).filter { $0.id.rawValue > last && $0.isLive }
    self.operations = Dictionary(grouping: all, by: \.parent)
  }

  var summary: Line {
    let counts = scene.analysis.timeouts.counts
    var figures = FigureList()
    figures.add("met", counts.met)
    figures.add("fired", counts.fired, isBad: true)
    return figures.line(FlowMeasures.summaryColumns)
  }

  var neededRows: ClosedRange<Int> { DeadlineFlow.list(scene.peak(role), around: 2) }

  func draw(in frame: inout Frame, _ box: Box) {
    let (heading, rest) = box.splitTop(1)
    let (list, status) = rest.splitTop(rest.rows - 1)
    drawStatus(in: &frame, status)
    let perRow = list.rows > 0 ? (callers.count + list.rows - 1) / list.rows : 1
    if perRow > 1, perRow * DeadlineFlow.cellColumns <= list.columns + 1 {
      frame.write(legend, at: heading.column, heading.row, limit: heading.columns)
      drawCells(in: &frame, list, perRow: perRow)
      return
    }
    let columns = Columns(box.columns, callers)
    frame.write(headings(columns), at: heading.column, heading.row, limit: heading.columns)
    let shown = callers.count <= list.rows ? callers.count : max(list.rows - 1, 0)
    for (offset, caller) in callers.prefix(shown).enumerated() {
      let line = line(caller, columns)
      frame.write(line, at: list.column, list.row + offset, limit: list.columns)
    }
    guard shown < callers.count else { return }
    let others = FlowTaskList(
      tasks: Array(callers.dropFirst(shown)), count: scene.liveCount(role) - shown,
      now: scene.now)
    others.drawSigns(in: &frame, list.inset(top: shown))
  }

  /// The widths of the name and the bar in a row: a sign, a name, a bar, a time, a cancellation.
  private struct Columns {
    let name: Int
    let bar: Int

    init(_ columns: Int, _ callers: [TaskRecord]) {
      name = FlowMeasures.nameColumns(of: callers)
      let fixed = name + 3 + DeadlineFlow.timeColumns + DeadlineFlow.stepColumns
      bar = (columns - fixed).clamped(to: 4...40)
    }
  }

  /// A length of time with its sign and a blank.
  private static let timeColumns = 8
  /// The steps of a cancellation and a word.
  private static let stepColumns = 16

  /// What the steps mean that replace the bar once a deadline has passed.
  private var legend: Line {
    var line = Line("late: ", .dim)
    line.add("●─●─● ", Style(of: .cancelled))
    line.add("cancelled, noticed, cleanup", .dim)
    return line
  }

  private func headings(_ columns: Columns) -> Line {
    var line = Line("  ", .dim)
    line.add("call".padded(to: columns.name + 1), .dim)
    line.add("until its deadline".padded(to: columns.bar + DeadlineFlow.timeColumns), .dim)
    line.add(" cancellation", .dim)
    return line
  }

  /// The tasks that do a caller's work at present.
  func operations(of caller: TaskRecord) -> [TaskRecord] {
    operations[caller.id] ?? []
  }

  /// The deadline of a caller's present call, if it has one.
  func deadline(of caller: TaskRecord) -> TimeoutRecord? {
    let timeouts = scene.run.timeoutHistory
    let known = [caller.id] + operations(of: caller).map(\.id)
    return known.lazy.compactMap { timeouts.latest(of: $0) }
      .compactMap { scene.analysis.timeouts[$0] }.first
  }

  /// From calm to urgent.
  func style(_ rest: Double) -> Style {
    rest > 0.5 ? .good : rest > 0.2 ? .warning : .bad
  }

  private func line(_ caller: TaskRecord, _ columns: Columns) -> Line {
    let operations = operations(of: caller)
    let activity = Activity(operations.last ?? caller)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(caller.name.description.paddedName(to: columns.name) + " ", .text)
    guard let record = deadline(of: caller) else {
      line.add("rests".padded(to: columns.bar + DeadlineFlow.timeColumns), .dim)
      return line
    }
    line.add(remaining(record, columns))
    if record.fired != nil, let operation = operations.last ?? Optional(caller) {
      line.add(" ", .text)
      line.add(CancellationSteps(operation.cancellation).line)
    }
    return line
  }

  /// The bar that runs out until the deadline, and then how late the call is.
  private func remaining(_ record: TimeoutRecord, _ columns: Columns) -> Line {
    let left = scene.now.duration(to: record.deadline)
    if record.fired != nil || left < .zero {
      var line = ProgressText.bar(1, columns: columns.bar, .bad, rest: .border)
      line.add("+\(TimeText.short(.zero - left))".leftPadded(to: DeadlineFlow.timeColumns), .bad)
      return line
    }
    let rest = TimeProgress(from: record.armed, to: record.deadline, at: scene.now).rest
    var line = ProgressText.bar(rest, columns: columns.bar, style(rest), rest: .border)
    line.add(TimeText.short(left).leftPadded(to: DeadlineFlow.timeColumns), .text)
    return line
  }

  /// Draws how many calls are late, and how much time was wasted after deadlines.
  private func drawStatus(in frame: inout Frame, _ box: Box) {
    var figures = FigureList()
    let late = Int(scene.run.timeoutHistory.lateWork.history.depth)
    figures.add("late now", "\(late)".leftPadded(to: 2), late > 0 ? .bad : nil)
    let wasted = scene.analysis.timeouts.counts.wasted
    figures.add("overrun", TimeText.short(wasted), wasted > .zero ? .warning : nil)
    let line = figures.line(box.columns)
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }
}
