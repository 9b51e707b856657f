import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What the live tasks of a role do: a sign for each activity, how many tasks, and what they wait
/// for.
struct RoleDoings {
  private let group: RoleCensus.Group
  private let analysis: Analysis
  private let start: RunStart

  init(_ group: RoleCensus.Group, in analysis: Analysis, of start: RunStart) {
    (self.group, self.analysis, self.start) = (group, analysis, start)
  }

  /// About what one entry takes, and the most entries.
  private static let entryColumns = 12
  private static let mostEntries = 6
  /// The count of the tasks that are not listed.
  private static let moreColumns = 5

  /// The tasks that are held up come first. If not all activities fit, those of the most tasks are
  /// listed.
  func line(_ columns: Int) -> Line {
    let most = (columns / RoleDoings.entryColumns).clamped(to: 1...RoleDoings.mostEntries)
    let largest = group.doings.sorted { left, right in
      (right.count, left.doing.rank, name(left.doing))
        < (left.count, right.doing.rank, name(right.doing))
    }
    let shown = largest.prefix(most).sorted { left, right in
      (left.doing.rank, name(left.doing)) < (right.doing.rank, name(right.doing))
    }
    var line = Line()
    var unlisted = largest.dropFirst(most).reduce(0) { $0 + $1.count }
    for (index, (doing, count)) in shown.enumerated() {
      let part = part(doing, count, isFirst: index == 0)
      let isLast = index == shown.count - 1 && unlisted == 0
      if line.width + part.width + (isLast ? 0 : RoleDoings.moreColumns) > columns, index > 0 {
        unlisted += shown[index...].reduce(0) { $0 + $1.count }
        break
      }
      line.add(part)
    }
    if unlisted > 0 { line.add("  +\(NumberText.narrow(unlisted))", .dim) }
    return line.fitted(to: columns)
  }

  private func part(_ doing: RoleCensus.Doing, _ count: Int, isFirst: Bool) -> Line {
    var part = Line(isFirst ? "" : "  ", .dim)
    part.add("\(doing.activity.glyph) ", Style(of: doing.activity))
    if group.liveCount > 1 { part.add("\(NumberText.narrow(count)) ", .text) }
    part.add(words(doing), doing.activity.isHeldUp(in: start) ? .warning : .dim)
    return part
  }

  /// What the tasks wait for if that has a name, otherwise what they do.
  private func words(_ doing: RoleCensus.Doing) -> String {
    guard doing.wait != nil else { return doing.activity.word(in: start) }
    let place = name(doing)
    switch doing.activity {
    case .putting: return "\(place) full"
    case .getting: return "\(place) empty"
    default: return place
    }
  }

  private func name(_ doing: RoleCensus.Doing) -> String {
    doing.wait.map { WaitText.place($0, analysis) } ?? ""
  }
}

extension RoleCensus.Doing {
  /// The order in a row: what is held up first, what is soon over last.
  fileprivate var rank: Int {
    switch activity {
    case .putting, .acquiring, .offloading: 0
    case .ready, .running, .created: 3
    case .sleeping, .serving, .working, .backingOff, .cleaningUp: 2
    case .getting, .batching, .joining, .finished, .failed, .cancelled, .timedOut: 1
    }
  }
}
