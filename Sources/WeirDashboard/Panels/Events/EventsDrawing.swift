import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The latest events as sentences, the newest at the bottom.
struct EventsDrawing: PanelDrawing {
  let panel: EventsPanel
  let scene: PanelScene

  func summary(in box: Box) -> Line {
    if let typed = scene.typedFilter {
      var line = Line("/ ", .strongAccent)
      line.add(typed, .strong)
      line.add("█", .accent)
      return line
    }
    let filter = scene.run.history.tail.filter
    if !filter.isEmpty { return Line("/ \(filter.text)", .accent) }
    return panel.scroll > 0 ? Line("\(panel.scroll) back", .accent) : Line()
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let entries = scene.run.history.tail.shown
    let (list, below, back) = panel.parts(of: box, scene)
    let shown = entries.dropLast(back).suffix(list.rows)
    guard !shown.isEmpty else {
      frame.write(Line(emptyText, .dim), at: box.column, box.row, limit: box.columns)
      return
    }
    let top = list.endRow - shown.count
    let later = panel.later(in: box, scene)
    defer { drawUpcoming(in: &frame, later, present: list.endRow - 1) }
    for (offset, entry) in shown.enumerated() {
      let line = line(entry, box.columns).highlighting(
        scene.run.history.tail.filter.needles, .match)
      frame.write(line, at: box.column, top + offset, limit: box.columns)
      guard back + shown.count - 1 - offset == panel.chosen else { continue }
      let row = Box(column: box.column, row: top + offset, columns: box.columns, rows: 1)
      frame.highlight(row)
    }
    if !below.isEmpty { drawNewer(back, in: &frame, below) }
  }

  /// Draws what comes next below the present event, which is highlighted.
  private func drawUpcoming(in frame: inout Frame, _ box: Box, present row: Int) {
    guard !box.isEmpty else { return }
    for (offset, entry) in scene.run.upcoming.prefix(box.rows).enumerated() {
      let line = Line(line(entry, box.columns).text, .dim)
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
    frame.highlight(Box(column: box.column, row: row, columns: box.columns, rows: 1))
  }

  private var emptyText: String {
    scene.run.history.tail.filter.isEmpty
      ? "Nothing has happened yet." : "No event passes the filter."
  }

  /// Draws a line that says how many newer events are below.
  private func drawNewer(_ count: Int, in frame: inout Frame, _ box: Box) {
    let text = " \(NumberText.count(count)) newer below "
    let line = String(repeating: "─", count: max(box.columns - text.count - 2, 0))
    frame.write("──\(text)\(line)", at: box.column, box.row, limit: box.columns, .accent)
  }

  /// The line of an event; on a wide screen its subject has a column of its own.
  private func line(_ entry: NamedEvent, _ columns: Int) -> Line {
    let sentence = EventSentence(entry)
    let isWide = columns >= EventsDrawing.wideFrom
    let clock = scene.run.clock
    let instant = entry.event.instant
    var line = Line(isWide ? clock.text(instant) : clock.narrow(instant, of: scene.run.now), .dim)
    line.add(" \(sentence.tone.sign) ", Style(of: sentence.tone))
    guard isWide else {
      line.add(sentence.text, Style(of: sentence.tone))
      return line
    }
    let subject = [entry.task, entry.place, entry.other].map(\.description)
      .first { !$0.isEmpty && sentence.text.hasPrefix("\($0) ") }
    line.add((subject ?? "").paddedName(to: EventsDrawing.subjectColumns(columns)) + " ", .text)
    let rest = sentence.text.dropFirst(subject.map { $0.count + 1 } ?? 0)
    line.add(String(rest), Style(of: sentence.tone))
    return line
  }

  /// The fewest columns with room for a column of subjects.
  private static let wideFrom = 76

  /// The columns of the subjects: names of real programs are long.
  private static func subjectColumns(_ columns: Int) -> Int { columns >= 100 ? 23 : 15 }
}

extension EventSentence.Tone {
  /// The sign that distinguishes the tones without colours.
  var sign: Character {
    switch self {
    case .quiet: "·"
    case .flow: "▸"
    case .good: "✓"
    case .warning: "!"
    case .bad: "✗"
    case .user: "◆"
    }
  }
}
