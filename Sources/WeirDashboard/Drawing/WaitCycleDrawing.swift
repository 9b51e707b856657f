import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A cycle of waits as a ring: each task, what it waits for, and which task holds that, back to the
/// first one.
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

  /// The most links that are drawn; the others are counted.
  private static let limit = 8

  /// The rows, at most `columns` wide.
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

  /// The words between one task and the next: `waits for disk, held by`.
  private func words(_ link: WaitLink) -> Line {
    let words = link.wait.kind.words.link
    var line = Line("waits \(words.preposition) ", .dim)
    line.add(words.object(WaitText.place(link.wait, analysis)), .warning)
    line.add(words.relation, .dim)
    return line
  }
}
