import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A cycle of waits as a ring: each task, what it waits for, and who has that, down to the first one again.
///
/// ```
/// ╭─▸ ◇ user-1
/// │   ╰ waits for disk, held by
/// │   ◇ user-2
/// │   ╰ waits for net, held by
/// ╰───╯
/// ```
struct WaitCycleDrawing {
  let cycle: [WaitLink]
  let analysis: Analysis

  /// The longest ring that is drawn whole; of a longer one what is left out is counted.
  private static let limit = 8

  /// The rows, none wider than so many columns.
  func lines(_ columns: Int) -> [Line] {
    guard !cycle.isEmpty, columns >= 12 else { return [] }
    let shown = cycle.prefix(WaitCycleDrawing.limit)
    var lines = shown.enumerated().flatMap { index, link in rows(of: link, isFirst: index == 0) }
    let rest = cycle.count - shown.count
    if rest > 0 {
      var more = Line("│   ", .bad)
      more.add("… \(rest) more, the last of which waits for the first", .dim)
      lines.append(more)
    }
    lines.append(Line("╰───╯", .bad))
    return lines.map { $0.fitted(to: columns) }
  }

  private func rows(of link: WaitLink, isFirst: Bool) -> [Line] {
    var task = Line(isFirst ? "╭─▸ " : "│   ", .bad)
    if let record = analysis.tasks[link.task] {
      let activity = Activity(record)
      task.add("\(activity.glyph) ", Style(of: activity))
    }
    task.add(analysis.tasks.name(of: link.task), .strong)
    var arrow = Line("│   ", .bad)
    arrow.add("╰ ", .dim)
    arrow.add(words(link))
    return [task, arrow]
  }

  /// `waits for disk, held by`: how one task comes to the next.
  private func words(_ link: WaitLink) -> Line {
    let words = link.wait.kind.words.link
    var line = Line("waits \(words.preposition) ", .dim)
    line.add(words.object(WaitText.place(link.wait, analysis)), .warning)
    line.add(words.relation, .dim)
    return line
  }
}
