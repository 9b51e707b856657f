import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A row for each role: how many of its tasks are live, what they do and wait for, and how the
/// others ended.
struct RoleRows: PartRows {
  private let scene: FlowScene
  private let census: RoleCensus
  private let leaders: Leaders<Symbol>
  private let groups: [RoleCensus.Group]
  /// How many more roles there are.
  private let further: Int

  /// - Parameter leaders: the roles that have a row.
  init(_ scene: FlowScene, _ census: RoleCensus, _ leaders: Leaders<Symbol>) {
    self.scene = scene
    self.census = census
    self.leaders = leaders
    groups = leaders.keys.compactMap { census[$0] }
    further = census.groups.count { $0.isTelling } - groups.count + census.otherCount
  }

  var count: Int { groups.count + (further > 0 ? 1 : 0) }

  var liveCount: Int { census.liveCount }

  var heldUpCount: Int {
    census.groups.reduce(census.others.heldUpCount) { $0 + $1.heldUpCount }
  }

  func lines(_ limit: Int, columns: Int) -> [Line] {
    let shown = RoleRows.shown(groups.count, further: further, in: limit)
    let own = leaders.first(shown).compactMap { census[$0] }
    let places = Places(own, columns)
    var lines = own.map { line($0, places) }
    let others = groups.count - shown + further
    if others > 0 {
      let live = liveCount - own.reduce(0) { $0 + $1.liveCount }
      var line = RoleRows.others(others)
      line.add("  \(NumberText.count(live)) live", .dim)
      lines.append(line)
    }
    return lines
  }

  /// The widths of the parts, the same in all rows.
  private struct Places {
    let name: Int
    let count: Int
    let doings: Int
    let ended: Int

    /// With less room for what the live tasks do, how the others ended is left out.
    private static let leastDoings = 14

    init(_ groups: [RoleCensus.Group], _ columns: Int) {
      let names = groups.map { CharacterWidth.of(RoleRows.name(of: $0)) }
      name = min(names.max() ?? 0, max(columns / 4, 6), 20)
      count = groups.map { NumberText.narrow($0.liveCount).count + 1 }.max() ?? 0
      let ended =
        groups.map { group in
          RoleRows.ended(group).reduce(0) { $0 + $1.text.count + 1 }
        }.max() ?? 0
      let left = columns - name - count - 3
      self.ended = left - ended >= Places.leastDoings ? ended : 0
      doings = max(left - self.ended, 0)
    }
  }

  private static func name(of group: RoleCensus.Group) -> String {
    group.role.isEmpty ? "no role" : group.role.description
  }

  private func line(_ group: RoleCensus.Group, _ places: Places) -> Line {
    let isHeldUp = group.heldUpCount > 0
    var line = Line(RoleRows.name(of: group).paddedName(to: places.name), .strong)
    let count = "×\(NumberText.narrow(group.liveCount))".leftPadded(to: places.count)
    line.add(" \(count)", group.liveCount == 0 ? .dim : isHeldUp ? .warning : .text)
    line.add("  ", .text)
    var doings = RoleDoings(group, in: scene.analysis, of: scene.run.model.start)
      .line(places.doings)
    doings.add(String(repeating: " ", count: max(places.doings - doings.width, 0)), .dim)
    line.add(doings)
    guard places.ended > 0 else { return line }
    let ended = RoleRows.ended(group)
    let width = ended.reduce(0) { $0 + $1.text.count + 1 }
    line.add(String(repeating: " ", count: places.ended - width), .dim)
    for (activity, text) in ended { line.add(" \(text)", Style(of: activity)) }
    return line
  }

  /// How many tasks ended in each way, without the ways in which none did.
  private static func ended(_ group: RoleCensus.Group) -> [(activity: Activity, text: String)] {
    [TaskOutcome.completed, .failed, .cancelled, .timedOut].compactMap { outcome in
      guard let count = group.ended[outcome], count > 0 else { return nil }
      let activity = Activity(outcome)
      return (activity, "\(activity.glyph)\(NumberText.narrow(count))")
    }
  }
}
