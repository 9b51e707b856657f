import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Deadlines as rows: those that burn down, those that passed, and what became of all of them.
struct TimeoutRows {
  let state: Dashboard
  let look: Look
  private var analysis: Analysis { state.run.analysis }
  private var ledger: TimeoutLedger { analysis.timeouts }

  /// The open ones that are the first to pass, the soonest first.
  func soonest(_ count: Int) -> [TimeoutRecord] {
    ledger.open.smallest(count) { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
  }

  /// A bar for the time that is left, or, once the deadline has passed, how late the work is.
  func armed(_ record: TimeoutRecord, _ columns: Int) -> Line {
    let name = min(14, columns / 2)
    var line = Line(analysis.tasks.name(of: record.task).padded(to: name), look.text)
    line.add(" ", look.text)
    let room = columns - name - 9
    let left = analysis.now.duration(to: record.deadline)
    if record.fired != nil || left < .zero {
      let over = TimeText.short(.zero - left)
      line.add(String(repeating: "▸", count: max(room, 0)), look.bad)
      line.add(" +\(over)".leftPadded(to: 8), look.bad)
    } else {
      let all = record.armed.duration(to: record.deadline).seconds
      let share = all > 0 ? left.seconds / all : 0
      let style = share > 0.5 ? look.good : share > 0.2 ? look.warning : look.bad
      line.add(ProgressText.bar(share, columns: room, style, rest: look.border))
      line.add(TimeText.short(left).leftPadded(to: 8), look.text)
    }
    return line
  }

  /// A deadline that passed: when, whose, and how long the work went on.
  func late(_ late: TimeoutHistory.Late, _ columns: Int) -> Line {
    let length = late.fired.duration(to: late.ended ?? analysis.now)
    var line = Line(late.ended == nil ? "▸ " : "✗ ", look.bad)
    line.add("\(TimeText.shortClock(late.fired)) ", look.dim)
    let name = min(14, max(columns - 30, 4))
    line.add(late.task.description.padded(to: name), look.text)
    let limit = columns >= 60 ? " had \(TimeText.compact(late.limit))," : ""
    line.add(limit, look.dim)
    if late.ended == nil {
      line.add(" still ", look.bad)
    } else {
      line.add(" ended ", look.dim)
    }
    let text = length > .zero ? "+\(TimeText.short(length))" : "at once"
    line.add(text.leftPadded(to: 7), length > .zero ? look.bad : look.dim)
    return line.fitted(to: columns)
  }

  /// Who came closest to its deadline and met it.
  var closest: Line? {
    guard let closest = state.run.timeoutHistory.closest else { return nil }
    var line = Line("closest call ", look.dim)
    line.add(closest.task.description, look.text)
    line.add(", \(TimeText.short(closest.left)) to spare", look.dim)
    return line
  }

  /// The most telling ones first: where room is scarce the others are left out.
  func totals(_ columns: Int) -> Line {
    let counts = ledger.counts
    var figures = FigureList(look)
    figures.add("fired", counts.fired, isBad: true)
    if counts.wasted > .zero || columns >= 36 {
      let style = counts.wasted > .zero ? look.warning : nil
      figures.add("overrun", TimeText.short(counts.wasted), style)
    }
    figures.add("met", NumberText.count(counts.met), look.good)
    figures.add("cancelled", counts.cancelled)
    return figures.line(columns)
  }

  /// A row for the tasks of each role, and, where there are several, one for all of them.
  func table(_ columns: Int) -> [Line] {
    var heading = Line("who".padded(to: 14), look.dim)
    for word in ["armed", "met", "fired", "cancelled", "overrun"] {
      heading.add(word.leftPadded(to: 10), look.dim)
    }
    var rows = [heading]
    for group in ledger.countsByRole { rows.append(row("\(group.role)", group.counts)) }
    if ledger.countsByRole.count > 1 { rows.append(row("all", ledger.counts)) }
    return rows.map { $0.fitted(to: columns) }
  }

  private func row(_ name: String, _ counts: TimeoutCounts) -> Line {
    var line = Line(name.padded(to: 14), look.text)
    func add(_ text: String, _ style: Style) { line.add(text.leftPadded(to: 10), style) }
    add(NumberText.count(counts.armed), look.text)
    add(NumberText.count(counts.met), counts.met > 0 ? look.good : look.dim)
    add(NumberText.count(counts.fired), counts.fired > 0 ? look.bad : look.dim)
    add(NumberText.count(counts.cancelled), look.dim)
    add(TimeText.short(counts.wasted), counts.wasted > .zero ? look.warning : look.dim)
    return line
  }
}
