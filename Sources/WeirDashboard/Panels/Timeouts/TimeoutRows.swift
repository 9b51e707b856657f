import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Deadlines as rows: those that burn down, those that passed, and what became of all of them.
struct TimeoutRows {
  let scene: PanelScene
  private var analysis: Analysis { scene.run.analysis }
  private var ledger: TimeoutLedger { analysis.timeouts }

  /// The open ones that are the first to pass, the soonest first.
  func soonest(_ count: Int) -> [TimeoutRecord] {
    ledger.open.smallest(count) { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
  }

  /// A bar for the time that is left, or, once the deadline has passed, how late the work is.
  func armed(_ record: TimeoutRecord, _ columns: Int) -> Line {
    let name = min(14, columns / 2)
    var line = Line(analysis.tasks.name(of: record.task).padded(to: name), .text)
    line.add(" ", .text)
    let room = columns - name - 9
    let left = analysis.now.duration(to: record.deadline)
    if record.fired != nil || left < .zero {
      let over = TimeText.short(.zero - left)
      line.add(String(repeating: "▸", count: max(room, 0)), .bad)
      line.add(" +\(over)".leftPadded(to: 8), .bad)
    } else {
      let all = record.armed.duration(to: record.deadline).seconds
      let share = all > 0 ? left.seconds / all : 0
      let style: Style = share > 0.5 ? .good : share > 0.2 ? .warning : .bad
      line.add(ProgressText.bar(share, columns: room, style, rest: .border))
      line.add(TimeText.short(left).leftPadded(to: 8), .text)
    }
    return line
  }

  /// A deadline that passed: when, whose, and how long the work went on.
  func late(_ late: TimeoutHistory.Late, _ columns: Int) -> Line {
    let length = late.fired.duration(to: late.ended ?? analysis.now)
    var line = Line(late.ended == nil ? "▸ " : "✗ ", .bad)
    line.add("\(TimeText.shortClock(late.fired)) ", .dim)
    let name = min(14, max(columns - 30, 4))
    line.add(late.task.description.padded(to: name), .text)
    let limit = columns >= 60 ? " had \(TimeText.compact(late.limit))," : ""
    line.add(limit, .dim)
    if late.ended == nil {
      line.add(" still ", .bad)
    } else {
      line.add(" ended ", .dim)
    }
    let text = length > .zero ? "+\(TimeText.short(length))" : "at once"
    line.add(text.leftPadded(to: 7), length > .zero ? .bad : .dim)
    return line.fitted(to: columns)
  }

  /// Who came closest to its deadline and met it.
  var closest: Line? {
    guard let closest = scene.run.history.timeoutHistory.closest else { return nil }
    var line = Line("closest call ", .dim)
    line.add(closest.task.description, .text)
    line.add(", \(TimeText.short(closest.left)) to spare", .dim)
    return line
  }

  /// The most telling ones first: where room is scarce the others are left out.
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

  /// A row for the tasks of each role, and, where there are several, one for all of them.
  func table(_ columns: Int) -> [Line] {
    var heading = Line("who".padded(to: 14), .dim)
    for word in ["armed", "met", "fired", "cancelled", "overrun"] {
      heading.add(word.leftPadded(to: 10), .dim)
    }
    var rows = [heading]
    for group in ledger.countsByRole { rows.append(row("\(group.role)", group.counts)) }
    if ledger.countsByRole.count > 1 { rows.append(row("all", ledger.counts)) }
    return rows.map { $0.fitted(to: columns) }
  }

  private func row(_ name: String, _ counts: TimeoutCounts) -> Line {
    var line = Line(name.padded(to: 14), .text)
    func add(_ text: String, _ style: Style) { line.add(text.leftPadded(to: 10), style) }
    add(NumberText.count(counts.armed), .text)
    add(NumberText.count(counts.met), counts.met > 0 ? .good : .dim)
    add(NumberText.count(counts.fired), counts.fired > 0 ? .bad : .dim)
    add(NumberText.count(counts.cancelled), .dim)
    add(TimeText.short(counts.wasted), counts.wasted > .zero ? .warning : .dim)
    return line
  }
}
