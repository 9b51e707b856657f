import WeirAnalysis
import WeirEvents
import WeirScreen

/// Marks that share a place on the time line: the most severe one is shown, with how many there
/// are.
struct MarkGroup: Sendable, Hashable {
  /// The mark that is shown, the first one of its kind here.
  var mark: TimelineMark
  /// How many marks are here, of all kinds.
  var count: Int
  /// Where it is: the sign, and the count if it has one.
  var columns: Range<Int>

  /// The count as it is written; empty for a single mark.
  var countText: String { count > 1 ? NumberText.narrow(count) : "" }

  /// The groups of marks, from left to right. Marks under the count of a group belong to it.
  ///
  /// - Parameters:
  ///   - marks: the most severe ones first.
  ///   - hasCounts: whether there is room for counts.
  static func groups(
    of marks: [TimelineMark], in geometry: TimeLineGeometry, hasCounts: Bool
  ) -> [MarkGroup] {
    var places: [Int: [TimelineMark]] = [:]
    for mark in marks where mark.instant >= geometry.start && mark.instant <= geometry.end {
      places[geometry.column(of: mark.instant), default: []].append(mark)
    }
    var groups: [MarkGroup] = []
    for column in places.keys.sorted() where column >= groups.last?.columns.upperBound ?? 0 {
      groups.append(group(at: column, places, in: geometry, hasCounts))
    }
    return groups
  }

  private static func group(
    at column: Int, _ places: [Int: [TimelineMark]], in geometry: TimeLineGeometry,
    _ hasCounts: Bool
  ) -> MarkGroup {
    var group = MarkGroup(
      mark: TimelineMark(.trigger, at: .zero, ""), count: 0, columns: column..<column)
    var next = column
    var here: [TimelineMark] = []
    repeat {
      here += places[next] ?? []
      next += 1
      let most = here.min { ($0.kind.rawValue, $0.instant) < ($1.kind.rawValue, $1.instant) }
      group.mark = most ?? group.mark
      group.count = here.reduce(0) { $0 + $1.count }
      let width = 1 + (hasCounts ? CharacterWidth.of(group.countText) : 0)
      group.columns = column..<min(column + width, geometry.graph.upperBound)
    } while next < group.columns.upperBound
    return group
  }
}

extension TimelineMark.Kind {
  /// The sign that identifies it without colours.
  var sign: Character {
    switch self {
    case .difference: "◆"
    case .deadlock: "■"
    case .warning: "▲"
    case .gap: "┊"
    case .pitfall: "✗"
    case .branch: "b"
    case .marker: "m"
    case .knob: "k"
    case .trigger: "t"
    }
  }

  var style: Style {
    switch self {
    case .difference: .strongAccent
    case .deadlock: .bad
    case .warning, .gap: .warning
    case .pitfall: .bad
    case .branch: .title
    case .marker: .accent
    case .knob, .trigger: .text
    }
  }

  /// What it marks, in a few words.
  var meaning: String {
    switch self {
    case .difference: "where two runs first differ"
    case .deadlock: "a deadlock"
    case .warning: "a warning"
    case .gap: "nothing is known about the time before"
    case .pitfall: "a pitfall was enabled or disabled"
    case .branch: "a branch leaves here"
    case .marker: "a marker"
    case .knob: "a knob was turned"
    case .trigger: "a trigger was fired"
    }
  }
}
