import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The last events, told in sentences, the newest at the bottom.
struct EventsPanel: PanelDrawing {
  let state: Dashboard

  init(state: Dashboard) {
    self.state = state
  }

  func summary(in box: Box) -> Line {
    if let prompt = state.view.prompt, prompt.purpose == .filter {
      var line = Line("/ ", .strongAccent)
      line.add(prompt.line.text, .strong)
      line.add("█", .accent)
      return line
    }
    let filter = state.run.tail.filter
    if !filter.isEmpty { return Line("/ \(filter.text)", .accent) }
    let back = state.view.scroll[.events] ?? 0
    return back > 0 ? Line("\(back) back", .accent) : Line()
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let entries = state.run.tail.shown
    let (list, below, back) = parts(of: box)
    let shown = entries.dropLast(back).suffix(list.rows)
    guard !shown.isEmpty else {
      frame.write(Line(emptyText, .dim), at: box.column, box.row, limit: box.columns)
      return
    }
    let top = list.endRow - shown.count
    for (offset, entry) in shown.enumerated() {
      let line = line(entry, box.columns).highlighting(state.run.tail.filter.needles, .match)
      frame.write(line, at: box.column, top + offset, limit: box.columns)
      guard back + shown.count - 1 - offset == state.view.chosenEvent else { continue }
      let row = Box(column: box.column, row: top + offset, columns: box.columns, rows: 1)
      frame.highlight(row)
    }
    if !below.isEmpty { drawNewer(back, in: &frame, below) }
  }

  /// The list, the row that says what has come since, and how many events lie below the list.
  private func parts(of box: Box) -> (list: Box, below: Box, back: Int) {
    let count = state.run.tail.shown.count
    let back = min(state.view.scroll[.events] ?? 0, max(count - box.rows + 1, 0))
    let (list, below) = box.splitTop(box.rows - (back > 0 && box.rows > 1 ? 1 : 0))
    return (list, below, back)
  }

  /// How many rows above the newest event the one in a row of the box stands; nil where there is
  /// none.
  func event(atRow row: Int, in box: Box) -> Int? {
    let (list, _, back) = parts(of: box)
    let count = min(list.rows, state.run.tail.shown.count - back)
    let fromBottom = list.rows - 1 - row
    return (0..<max(count, 0)).contains(fromBottom) ? back + fromBottom : nil
  }

  private var emptyText: String {
    state.run.tail.filter.isEmpty ? "Nothing has happened yet." : "No event passes the filter."
  }

  /// That this is not the present, and how much has come since.
  private func drawNewer(_ count: Int, in frame: inout Frame, _ box: Box) {
    let text = " \(NumberText.count(count)) newer below "
    let line = String(repeating: "─", count: max(box.columns - text.count - 2, 0))
    frame.write("──\(text)\(line)", at: box.column, box.row, limit: box.columns, .accent)
  }

  /// On a wide screen whom it is about stands in a column of its own.
  private func line(_ entry: NamedEvent, _ columns: Int) -> Line {
    let sentence = EventSentence(entry)
    let isWide = columns >= 76
    let clock = TimeText.clock(entry.event.instant)
    var line = Line(isWide || hasHours ? clock : String(clock.dropFirst(3)), .dim)
    line.add(" \(sentence.tone.sign) ", Style(of: sentence.tone))
    guard isWide else {
      line.add(sentence.text, Style(of: sentence.tone))
      return line
    }
    let who = [entry.task, entry.place].map(\.description)
      .first { !$0.isEmpty && sentence.text.hasPrefix("\($0) ") }
    line.add((who ?? "").padded(to: EventsPanel.whoColumns), .text)
    let rest = sentence.text.dropFirst(who.map { $0.count + 1 } ?? 0)
    line.add(String(rest), Style(of: sentence.tone))
    return line
  }

  /// Once the run is an hour old all events have their hours, so that they stand below each other.
  private var hasHours: Bool { state.run.analysis.now.nanoseconds >= 3_600_000_000_000 }

  private static let whoColumns = 16
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
