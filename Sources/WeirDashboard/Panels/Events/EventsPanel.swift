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
    let back = min(state.view.scroll[.events] ?? 0, max(entries.count - box.rows + 1, 0))
    let (list, below) = box.splitTop(box.rows - (back > 0 && box.rows > 1 ? 1 : 0))
    let shown = entries.dropLast(back).suffix(list.rows)
    guard !shown.isEmpty else {
      frame.write(Line(emptyText, look.dim), at: box.column, box.row, limit: box.columns)
      return
    }
    let top = list.endRow - shown.count
    for (offset, entry) in shown.enumerated() {
      let line = line(entry, box.columns).highlighting(state.run.tail.filter.needles, look.match)
      frame.write(line, at: box.column, top + offset, limit: box.columns)
    }
    if !below.isEmpty { drawNewer(back, in: &frame, below) }
  }

  private var emptyText: String {
    state.run.tail.filter.isEmpty ? "Nothing has happened yet." : "No event passes the filter."
  }

  /// That this is not the present, and how much has come since.
  private func drawNewer(_ count: Int, in frame: inout Frame, _ box: Box) {
    let text = " \(NumberText.count(count)) newer below "
    let line = String(repeating: "─", count: max(box.columns - text.count - 2, 0))
    frame.write("──\(text)\(line)", at: box.column, box.row, limit: box.columns, look.accent)
  }

  /// On a wide screen whom it is about stands in a column of its own.
  private func line(_ entry: EventTail.Entry, _ columns: Int) -> Line {
    let sentence = EventSentence(entry)
    let isWide = columns >= 76
    let clock = TimeText.clock(entry.event.instant)
    var line = Line(isWide ? clock : String(clock.dropFirst(3)), look.dim)
    line.add(" \(sentence.tone.sign) ", style(sentence.tone))
    guard isWide else {
      line.add(sentence.text, style(sentence.tone))
      return line
    }
    let who = [entry.task, entry.place].map(\.description)
      .first { !$0.isEmpty && sentence.text.hasPrefix("\($0) ") }
    line.add((who ?? "").padded(to: EventsPanel.whoColumns), look.text)
    let rest = sentence.text.dropFirst(who.map { $0.count + 1 } ?? 0)
    line.add(String(rest), style(sentence.tone))
    return line
  }

  private static let whoColumns = 16

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

extension EventSentence.Tone {
  /// What tells one sort of news from another without its colour.
  var sign: Character {
    switch self {
    case .quiet: "·"
    case .flow: "▸"
    case .good: "✓"
    case .warning: "!"
    case .bad: "✗"
    case .person: "◆"
    }
  }
}
