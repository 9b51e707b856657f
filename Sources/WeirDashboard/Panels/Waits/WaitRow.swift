import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A group of waiting tasks as a row.
struct WaitRow {
  let group: WaitGroup
  private let text: WaitGroupText
  private let activity: Activity

  init(_ group: WaitGroup, in analysis: Analysis) {
    self.group = group
    text = WaitGroupText(group, in: analysis)
    // The task may have continued since the groups were counted.
    activity = Activity(group.wait)
  }

  /// Whether others hold what the tasks need. Offloaded work usually runs.
  private var isHeldUp: Bool { activity.isHeldUp && activity != .offloading }

  /// The widths of the parts, the same in all rows.
  struct Columns {
    fileprivate let who: Int
    fileprivate let what: Int
    fileprivate let holders: Int
    fileprivate let place: Int
    /// The columns of the time if rows are brief: `worker-1 → lock db · worker-3 2.1s`; 0 if there
    /// is room for words.
    fileprivate let briefTime: Int
    /// Whether brief rows leave out the kind of a resource, since not all would fit.
    fileprivate let isPlain: Bool

    /// A length of time with a blank before it.
    fileprivate static let time = 7
    /// Less room than this is of no use for the holders.
    private static let leastHolders = 12

    init(_ rows: [WaitRow], _ columns: Int) {
      func longest(_ part: (WaitGroupText) -> String) -> Int {
        rows.map { CharacterWidth.of(part($0.text)) }.max() ?? 0
      }
      let room = max(columns - Columns.time - 4, 0)
      if let brief = Columns.brief(rows, columns, longest) {
        (who, what, holders, place, briefTime) = (
          brief.who, brief.what, brief.holders, 0, brief.time
        )
        isPlain = brief.isPlain
        return
      }
      (briefTime, isPlain) = (0, false)
      who = min(longest(\.who), max(room * 2 / 5, 8), 28)
      what = min(longest(\.what), max(room - who - 1, 0), max(columns / 4, 18))
      var left = room - who - what
      let wanted = longest(\.holders)
      let place = min(longest(\.place) + 2, 26)
      let hasPlace = place > 2 && left - place >= min(wanted + 2, 24)
      self.place = hasPlace ? place : 0
      left -= self.place
      holders = left - 2 >= min(Columns.leastHolders, max(wanted, 1)) ? max(left - 2, 0) : 0
    }

    /// The widths of brief rows; `nil` if there is room for words, or none has a holder.
    private static func brief(
      _ rows: [WaitRow], _ columns: Int, _ longest: ((WaitGroupText) -> String) -> Int
    ) -> (who: Int, what: Int, holders: Int, time: Int, isPlain: Bool)? {
      let held = longest { $0.holders.isEmpty ? "" : $0.briefHolders + $0.furtherHolders }
      guard held > 0, columns < wordedFrom, columns >= briefFrom else { return nil }
      let time = longest(\.time) + 1
      let isPlain = signs + longest(\.who) + longest(\.what) + held + time > columns
      let longestWhat = longest(isPlain ? \.briefWhat : \.what)
      let what = min(longestWhat, columns / 4)
      let room = columns - signs - what - time
      let who = min(longest(\.who), max(room / 2, room - held))
      let holders = min(held, room - who)
      return (who, min(longestWhat, what + room - who - holders), holders, time, isPlain)
    }

    /// From this number of columns on, there is room for words.
    private static let wordedFrom = 60
    /// With less room the holders are left out.
    private static let briefFrom = 36
    /// The sign, the arrow and the dot, with blanks.
    private static let signs = 8
  }

  /// Who holds what the tasks wait for; for how long, and the verb, only if there is room.
  private func holders(_ columns: Int) -> String {
    let forms = [text.holders, text.untimedHolders, text.briefHolders + text.furtherHolders]
    let fitting = forms.first { CharacterWidth.of($0) <= columns }
    return (fitting ?? text.untimedHolders).padded(to: columns)
  }

  /// Whether it is known that the tasks wait forever. An empty queue may be filled by tasks that
  /// are still to come, such as those of the next requests.
  private var isForever: Bool {
    group.isCaught || group.isAbandoned && group.wait.kind != .queueGet
  }

  func line(_ columns: Columns) -> Line {
    guard columns.briefTime == 0 else { return briefLine(columns) }
    let style: Style = isForever ? .bad : isHeldUp ? .warning : .text
    var line = Line("\(isForever ? "▲" : activity.glyph) ", isForever ? .bad : Style(of: activity))
    line.add(text.who.paddedName(to: columns.who), .strong)
    line.add(" " + text.what.padded(to: columns.what), style)
    line.add(text.time.leftPadded(to: Columns.time), .text)
    if columns.holders > 0 {
      line.add("  " + holders(columns.holders), isForever ? .bad : .dim)
    }
    if columns.place > 0 { line.add(text.place.leftPadded(to: columns.place), .dim) }
    return line
  }

  /// Who waits for what, who holds it and how long, without words.
  private func briefLine(_ columns: Columns) -> Line {
    let style: Style = isForever ? .bad : isHeldUp ? .warning : .text
    var line = Line("\(isForever ? "▲" : activity.glyph) ", isForever ? .bad : Style(of: activity))
    line.add(text.who.paddedName(to: columns.who), .strong)
    line.add(activity == .sleeping ? "   " : " → ", .dim)
    let what = columns.isPlain ? text.briefWhat : text.what
    line.add(what.paddedName(to: columns.what), style)
    let holders = text.briefHolders
    line.add(holders.isEmpty ? "   " : " · ", .dim)
    let name = holders.paddedName(
      to: min(CharacterWidth.of(holders), max(columns.holders - text.furtherHolders.count, 0)))
    line.add((name + text.furtherHolders).padded(to: columns.holders), isForever ? .bad : .text)
    line.add(text.time.leftPadded(to: columns.briefTime), .text)
    return line
  }
}
