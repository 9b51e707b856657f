import WeirTrace

/// The last events, told in sentences, the newest at the bottom.
struct EventsPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  func summary(in box: Box) -> Line {
    if let prompt = state.view.prompt, prompt.purpose == .filter {
      var line = Line("/ ", look.strongAccent)
      line.add(prompt.line.text, look.strong)
      line.add("█", look.accent)
      return line
    }
    let filter = state.run.tail.filter
    if !filter.isEmpty { return Line("/ \(filter.text)", look.accent) }
    let back = state.view.scroll[.events] ?? 0
    return back > 0 ? Line("\(back) back", look.accent) : Line()
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let entries = state.run.tail.shown
    let back = min(state.view.scroll[.events] ?? 0, max(entries.count - box.rows, 0))
    let shown = entries.dropLast(back).suffix(box.rows)
    let top = box.rows - shown.count
    guard !shown.isEmpty else {
      frame.write(Line(emptyText, look.dim), at: box.column, box.row, limit: box.columns)
      return
    }
    for (offset, entry) in shown.enumerated() {
      frame.write(line(entry), at: box.column, box.row + top + offset, limit: box.columns)
    }
  }

  private var emptyText: String {
    state.run.tail.filter.isEmpty ? "Nothing has happened yet." : "No event passes the filter."
  }

  private func line(_ entry: EventTail.Entry) -> Line {
    let sentence = EventSentence(entry)
    var line = Line(String(TimeText.clock(entry.event.instant).dropFirst(3)), look.dim)
    line.add(" ", look.dim)
    line.add(sentence.text, style(sentence.tone))
    return line
  }

  private func style(_ tone: EventSentence.Tone) -> Style {
    switch tone {
    case .quiet: look.dim
    case .flow: look.text
    case .good: look.good
    case .warning: look.warning
    case .bad: look.bad
    case .person: look.strongAccent
    }
  }
}
