import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What the help says beside the keys: the scenario in sections, and what the signs mean.
struct HelpNotes {
  private let description: ScenarioDescription
  private let look: Look

  /// - Parameter isLocked: whether nothing can be tried or set off, as in a replay.
  init(_ description: ScenarioDescription, isLocked: Bool, _ look: Look) {
    var description = description
    if isLocked { (description.tries, description.triggers) = ([], []) }
    self.description = description
    self.look = look
  }

  func rows(_ columns: Int) -> [Line] {
    var rows = [Line(description.name, look.title)]
    rows += description.summary.wrapped(to: columns).map { Line($0, look.text) }
    if !description.guideSection.isEmpty {
      rows += "The guide: \(description.guideSection)".wrapped(to: columns).map {
        Line($0, look.dim)
      }
    }
    for section in description.notes {
      rows += [Line(), Line(section.heading, look.title)]
      rows += section.rows(columns: columns).map { row in
        var line = Line(row.lead, look.accent)
        line.add(row.text, look.text)
        return line
      }
    }
    return rows + taskSigns(columns) + placeSigns
  }

  private func taskSigns(_ columns: Int) -> [Line] {
    [Line(), Line("Signs of the tasks", look.title)]
      + Activity.allCases.map { activity in
        var line = Line("\(activity.glyph) ", look.style(of: activity))
        line.add(activity.word.padded(to: 10), look.text)
        line.add(activity.meaning, look.dim)
        return line
      }
  }

  private var placeSigns: [Line] {
    let signs = [
      ("█", "an item that waits; where there are many places, ■", look.graph(0.1)),
      ("█", "the same in a queue that is half full", look.graph(0.5)),
      ("█", "the same in a queue that is almost full", look.graph(0.95)),
      ("■", "a place that is taken", look.accent),
      ("◧", "a connection that is being opened", look.accent),
      ("▫", "a place that is free, or a connection that is idle", look.dim),
      ("·", "a place without a connection", look.dim),
      ("✗", "a place that is lost: what was in it was never given back", look.bad),
    ]
    return [Line(), Line("Signs of queues and pools", look.title)]
      + signs.map { sign, meaning, style in
        var line = Line("\(sign) ", style)
        line.add(meaning, look.text)
        return line
      }
  }
}
