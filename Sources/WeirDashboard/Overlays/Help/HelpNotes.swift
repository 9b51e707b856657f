import WeirAnalysis
public import WeirEvents
public import WeirScreen
import WeirWording

/// The part of the help beside the keys: the scenario in sections, and what the signs mean.
struct HelpNotes {
  private let description: ScenarioDescription

  /// - Parameter isLocked: whether there is nothing to try and no trigger to fire, as in a replay.
  init(_ description: ScenarioDescription, isLocked: Bool) {
    var description = description
    if isLocked { (description.tries, description.triggers) = ([], []) }
    self.description = description
  }

  func rows(_ columns: Int) -> [Line] {
    var rows = [Line(description.name, .title)]
    rows += description.summary.wrapped(to: columns).map { Line($0, .text) }
    if !description.guideSection.isEmpty {
      rows += "The guide: \(description.guideSection)".wrapped(to: columns).map {
        Line($0, .dim)
      }
    }
    for section in description.notes {
      rows += [Line(), Line(section.heading, .title)]
      rows += section.rows(columns: columns).map { row in
        var line = Line(row.lead, .accent)
        line.add(row.text, .text)
        return line
      }
    }
    return rows + timeLine + taskSigns(columns) + placeSigns
  }

  /// What the keys do on the time line, and what its signs mean.
  private var timeLine: [Line] {
    let keys = [
      ("← →", "a second; with Shift, ten"), ("PgUp PgDn", "a tenth of the run"),
      ("0 – 9", "to as many tenths"), ("Home End", "to the start, to the newest instant"),
      ("Enter", "one row or two"),
    ]
    return [Line(), Line("On the time line", .title)]
      + keys.map { key, meaning in
        var line = Line(key.padded(to: 10), .accent)
        line.add(meaning, .text)
        return line
      }
      + TimelineMark.Kind.allCases.map { kind in
        var line = Line("\(kind.sign) ", kind.style)
        line.add(kind.meaning, .text)
        return line
      }
  }

  private func taskSigns(_ columns: Int) -> [Line] {
    [Line(), Line("Task symbols", .title)]
      + Activity.allCases.map { activity in
        var line = Line("\(activity.glyph) ", Style(of: activity))
        line.add(activity.word.padded(to: 10), .text)
        line.add(activity.meaning, .dim)
        return line
      }
  }

  private var placeSigns: [Line] {
    let signs = [
      ("█", "a waiting item; ■ if there are many places", Style.graph(0.1)),
      ("█", "an item in a queue that is half full", Style.graph(0.5)),
      ("█", "an item in a queue that is almost full", Style.graph(0.95)),
      ("■", "a place in use", Style.accent),
      ("◧", "a connection being opened", Style.accent),
      ("▫", "a free place, or an idle connection", Style.dim),
      ("·", "a place without a connection", Style.dim),
      ("✗", "a lost place: what was acquired was never released", Style.bad),
    ]
    return [Line(), Line("Signs of queues and pools", .title)]
      + signs.map { sign, meaning, style in
        var line = Line("\(sign) ", style)
        line.add(meaning, .text)
        return line
      }
  }
}

extension ScenarioDescription {
  /// What to watch, what to try, the triggers, and what each pitfall teaches; without empty
  /// sections.
  public var notes: [NoteSection] {
    let sections = [
      NoteSection("What to watch", sights.map { .init("·", $0) }),
      NoteSection("What to try", tries.map { .init($0.keys, $0.text) }),
      NoteSection("Triggers", triggers.map { .init($0.name, $0.summary) }),
      NoteSection("Pitfalls", pitfalls.map { .init($0.name, "\($0.summary) \($0.lesson)") }),
    ]
    return sections.filter { !$0.entries.isEmpty }
  }
}
