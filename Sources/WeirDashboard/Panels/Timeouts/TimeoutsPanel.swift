import WeirTrace

/// The armed deadlines as count-down bars, the soonest first, and what became of all of them.
struct TimeoutsPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look
  private var ledger: TimeoutLedger { state.run.analysis.timeouts }
  private var now: VirtualInstant { state.run.analysis.now }

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  func summary(in box: Box) -> Line {
    ledger.openCount == 0 ? Line() : Line("\(ledger.openCount) armed", look.dim)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard ledger.counts.armed > 0 else {
      for (offset, row) in hint.wrapped(to: box.columns).prefix(box.rows).enumerated() {
        frame.write(row, at: box.column, box.row + offset, limit: box.columns, look.dim)
      }
      return
    }
    let open = ledger.open.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    // In a single row that nothing is armed says more than what became of the others.
    let (list, totals) = box.splitTop(max(box.rows - 1, open.isEmpty ? 1 : 0))
    draw(totalsLine(box.columns), in: &frame, totals)
    if open.isEmpty { draw(Line("None is armed now.", look.dim), in: &frame, list) }
    let first = min(state.view.scroll[.timeouts] ?? 0, max(open.count - list.rows, 0))
    for (offset, record) in open.dropFirst(first).prefix(list.rows).enumerated() {
      let row = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      draw(line(record, list.columns), in: &frame, row)
    }
  }

  private func draw(_ line: Line, in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }

  private func line(_ record: TimeoutRecord, _ columns: Int) -> Line {
    let name = min(14, columns / 2)
    var line = Line(
      state.run.analysis.tasks.name(of: record.task).padded(to: name), look.text)
    line.add(" ", look.text)
    let room = columns - name - 9
    let left = now.duration(to: record.deadline)
    if record.fired != nil || left < .zero {
      let over = TimeText.short(.zero - left)
      line.add(ProgressText.bar(1, columns: room, look.bad, rest: look.border))
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

  /// The most telling ones first: where room is scarce the others are left out.
  private func totalsLine(_ columns: Int) -> Line {
    let counts = ledger.counts
    var figures = FigureList(look)
    figures.add("fired", counts.fired, isBad: true)
    if counts.wasted > .zero || columns >= 36 {
      let style = counts.wasted > .zero ? look.warning : nil
      figures.add("wasted", TimeText.short(counts.wasted), style)
    }
    figures.add("met", NumberText.count(counts.met), look.good)
    figures.add("cancelled", counts.cancelled)
    return figures.line(columns)
  }

  private var hint: String {
    let index = state.knobs.knobs.firstIndex { knob in
      if case .optionalDuration = knob.kind { return true }
      return false
    }
    guard let index else { return "No deadline was armed yet." }
    let name = state.knobs.knobs[index].name
    guard state.knobs.values[index] == .off else { return "No deadline was armed yet." }
    return "The \(name) is off: turn the knob down to arm one."
  }
}
