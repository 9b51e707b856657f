import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The cells of one task, each exactly as wide as its column.
struct TaskTableCells {
  private let record: TaskRecord
  private let row: TaskList.Row
  private let run: RunHistory
  private let activity: Activity
  private let warnings: Int
  private let start: RunStart

  init(
    _ record: TaskRecord, _ row: TaskList.Row, in scene: PanelScene, _ findings: FindingCounts
  ) {
    self.record = record
    self.row = row
    run = scene.run.history
    start = scene.run.start
    activity = Activity(record)
    warnings = findings.count(of: record)
  }

  /// Whether the row is dimmed: the task has ended, or is listed only for its children.
  private var isQuiet: Bool { activity.isOver || row.branch?.isContext == true }

  func line(_ column: TaskColumn, _ width: Int) -> Line {
    switch column {
    case .state: stateLine(width)
    case .name: nameLine(width)
    case .wait: waitLine(width)
    case .warnings:
      Line((warnings > 0 ? "▲\(min(warnings, 9))" : "").leftPadded(to: width), .bad)
    case .place: Line(record.callSite.text(width).padded(to: width), .dim)
    case .origin: Line(record.origin.details.place.text(width).padded(to: width), .dim)
    case .id, .parent, .waker: Line(aligned(text(column), column, width), .dim)
    case .since, .total, .busy, .ready, .idle, .polls:
      Line(aligned(text(column), column, width), isQuiet ? .dim : .text)
    }
  }

  private func aligned(_ text: String, _ column: TaskColumn, _ width: Int) -> String {
    column.isNumber ? text.leftPadded(to: width) : text.paddedName(to: width)
  }

  /// Shown instead of values that were not recorded: how long and how often a task ran.
  private static let unknown = "–"

  private func text(_ column: TaskColumn) -> String {
    if !start.level.hasSteps, column.needsSteps { return TaskTableCells.unknown }
    let (life, now) = (run.lives[record.id], run.analysis.now)
    let time: Duration? =
      switch column {
      case .total: life?.total(until: now)
      case .busy: life?.busy(until: now)
      case .ready: life?.ready(until: now)
      case .idle: life?.idle(until: now)
      default: nil
      }
    if let time { return TimeText.short(time) }
    return switch column {
    case .id: "\(record.id.rawValue)"
    case .parent: name(of: record.parent)
    case .waker: name(of: record.wokenBy)
    case .since: TimeText.short(record.since.duration(to: now))
    case .polls: NumberText.count(record.polls)
    default: ""
    }
  }

  private func name(of task: TaskID) -> String {
    task == .none ? "" : run.analysis.tasks.name(of: task)
  }

  private func stateLine(_ width: Int) -> Line {
    var line = Line("\(activity.glyph)", Style(of: activity))
    if width > 1 {
      let style: Style = activity.isHeldUp(in: start) ? .warning : isQuiet ? .dim : .text
      line.add((" " + activity.word(in: start)).padded(to: width - 1), style)
    }
    return line
  }

  /// The name; in a tree with the lines before it and the number of hidden tasks below it.
  private func nameLine(_ width: Int) -> Line {
    let lines = row.branch?.lines ?? ""
    let hidden = row.branch?.hidden ?? 0
    let end = hidden > 0 ? " +\(NumberText.count(hidden))" : ""
    let room = max(width - CharacterWidth.of(lines) - end.count, 4)
    let name = record.name.description
    let isShort = CharacterWidth.of(name) <= room
    var line = Line(lines, .border)
    line.add(isShort ? name : name.paddedName(to: room), isQuiet ? .dim : .text)
    line.add(end, .accent)
    line.add(String(repeating: " ", count: max(width - line.width, 0)), .text)
    return line.fitted(to: width)
  }

  private func waitLine(_ width: Int) -> Line {
    let text = WaitText.text(record, run.analysis, isColumn: true, in: start)
    let style: Style = activity.isHeldUp(in: start) ? .warning : isQuiet ? .dim : .text
    return Line(text.padded(to: width), style)
  }
}

extension TaskColumn {
  /// Whether it needs a log that records when tasks become ready and run.
  fileprivate var needsSteps: Bool {
    switch self {
    case .busy, .ready, .idle, .polls: true
    case .state, .id, .name, .wait, .since, .warnings, .total, .place, .origin, .waker, .parent:
      false
    }
  }
}

extension CallSite {
  /// The place, at most `columns` wide: the file's name is cut if needed, never the line.
  func text(_ columns: Int) -> String {
    let whole = description
    guard CharacterWidth.of(whole) > columns else { return whole }
    let end = ":\(line)"
    return whole.prefix(columns: max(columns - end.count - 1, 0)) + "…" + end
  }
}
