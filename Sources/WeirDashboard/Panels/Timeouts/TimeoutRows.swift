import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Deadlines as rows: the armed ones, those that passed, and the totals.
struct TimeoutRows {
  let scene: PanelScene
  private var analysis: Analysis { scene.run.analysis }
  private var ledger: TimeoutLedger { analysis.timeouts }

  private static let nameColumns = 14
  /// A count in the table.
  private static let countColumns = 10
  /// A length of time with its sign and a blank.
  private static let timeColumns = 8
  /// A word with a blank on each side.
  private static let wordColumns = 7
  /// The shortest time that is written as a number.
  private static let shortest = Duration.microseconds(1)

  /// The open deadlines that pass next, the soonest first.
  func soonest(_ count: Int) -> [TimeoutRecord] {
    ledger.open.smallest(count) { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
  }

  /// A bar for the time left, or how late the work is once the deadline has passed.
  func armed(_ record: TimeoutRecord, _ columns: Int) -> Line {
    let name = min(TimeoutRows.nameColumns, columns / 2)
    var line = Line(analysis.tasks.name(of: record.task).paddedName(to: name), .text)
    line.add(" ", .text)
    let room = columns - name - 1 - TimeoutRows.timeColumns
    let left = analysis.now.duration(to: record.deadline)
    if record.fired != nil || left < .zero {
      let over = TimeText.short(.zero - left)
      line.add(String(repeating: "▸", count: max(room, 0)), .bad)
      line.add(" +\(over)".leftPadded(to: TimeoutRows.timeColumns), .bad)
    } else {
      let all = record.armed.duration(to: record.deadline).seconds
      let share = all > 0 ? left.seconds / all : 0
      let style: Style = share > 0.5 ? .good : share > 0.2 ? .warning : .bad
      line.add(ProgressText.bar(share, columns: room, style, rest: .border))
      line.add(TimeText.short(left).leftPadded(to: TimeoutRows.timeColumns), .text)
    }
    return line
  }

  /// A deadline that passed: when, for which task, and how long the work continued.
  func late(_ late: TimeoutHistory.Late, _ columns: Int) -> Line {
    let length = late.fired.duration(to: late.ended ?? analysis.now)
    var line = Line(late.ended == nil ? "▸ " : "✗ ", .bad)
    line.add("\(scene.run.clock.short(late.fired)) ", .dim)
    // The sign says the same as the words.
    let hasWords = columns >= 20 + line.width
    let fixed = line.width + (hasWords ? TimeoutRows.wordColumns : 1) + TimeoutRows.timeColumns - 1
    let name = min(TimeoutRows.nameColumns, max(columns - fixed, 4))
    line.add(late.task.description.paddedName(to: name), .text)
    let limit = columns >= 60 ? " had \(TimeText.compact(late.limit))," : ""
    line.add(limit, .dim)
    if !hasWords {
      line.add(" ", .dim)
    } else if late.ended == nil {
      line.add(" still ", .bad)
    } else {
      line.add(" ended ", .dim)
    }
    let isLong = length >= TimeoutRows.shortest
    let text = isLong ? "+\(TimeText.short(length))" : "at once"
    line.add(text.leftPadded(to: TimeoutRows.timeColumns - 1), isLong ? .bad : .dim)
    return line.fitted(to: columns)
  }

  /// The task that came closest to its deadline and met it.
  var closest: Line? {
    guard let closest = scene.run.history.timeoutHistory.closest else { return nil }
    var line = Line("closest call ", .dim)
    line.add(closest.task.description, .text)
    line.add(", \(TimeText.short(closest.left)) to spare", .dim)
    return line
  }

  /// The totals, the most important ones first: those without room are left out.
  func totals(_ columns: Int) -> Line {
    let counts = ledger.counts
    var figures = FigureList()
    figures.add("fired", counts.fired, isBad: true)
    if counts.wasted > .zero || columns >= 36 {
      let style: Style? = counts.wasted > .zero ? .warning : nil
      figures.add("overrun", TimeText.short(counts.wasted), style)
    }
    figures.add("met", NumberText.count(counts.met), .good)
    figures.add("cancelled", counts.cancelled)
    return figures.line(columns)
  }

  /// A row for each role, and one for all tasks if there are several roles.
  func table(_ columns: Int) -> [Line] {
    var heading = Line("role".padded(to: TimeoutRows.nameColumns), .dim)
    for word in ["armed", "met", "fired", "cancelled", "overrun"] {
      heading.add(word.leftPadded(to: TimeoutRows.countColumns), .dim)
    }
    var rows = [heading]
    for group in ledger.countsByRole { rows.append(row("\(group.role)", group.counts)) }
    if ledger.countsByRole.count > 1 { rows.append(row("all", ledger.counts)) }
    return rows.map { $0.fitted(to: columns) }
  }

  private func row(_ name: String, _ counts: TimeoutCounts) -> Line {
    var line = Line(name.paddedName(to: TimeoutRows.nameColumns), .text)
    func add(_ text: String, _ style: Style) {
      line.add(text.leftPadded(to: TimeoutRows.countColumns), style)
    }
    add(NumberText.count(counts.armed), .text)
    add(NumberText.count(counts.met), counts.met > 0 ? .good : .dim)
    add(NumberText.count(counts.fired), counts.fired > 0 ? .bad : .dim)
    add(NumberText.count(counts.cancelled), .dim)
    add(TimeText.short(counts.wasted), counts.wasted > .zero ? .warning : .dim)
    return line
  }
}
