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
    activity = analysis.tasks[group.task].map { Activity($0) } ?? .joining
  }

  /// The widths of the parts, the same in all rows.
  struct Columns {
    fileprivate let who: Int
    fileprivate let what: Int
    fileprivate let holders: Int
    fileprivate let place: Int

    /// A length of time with a blank before it.
    fileprivate static let time = 7
    /// Less room than this is of no use for the holders.
    private static let leastHolders = 12

    init(_ rows: [WaitRow], _ columns: Int) {
      func longest(_ part: (WaitGroupText) -> String) -> Int {
        rows.map { CharacterWidth.of(part($0.text)) }.max() ?? 0
      }
      let room = max(columns - Columns.time - 4, 0)
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
  }

  /// Who holds what the tasks wait for; for how long only if there is room.
  private func holders(_ columns: Int) -> String {
    let short = text.holders.firstRange(of: " for ").map { String(text.holders[..<$0.lowerBound]) }
    let isWhole = CharacterWidth.of(text.holders) <= columns
    return (isWhole ? text.holders : short ?? text.holders).padded(to: columns)
  }

  func line(_ columns: Columns) -> Line {
    let isForever = group.isCaught || group.isAbandoned
    let style: Style = isForever ? .bad : activity.isHeldUp ? .warning : .text
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
}
