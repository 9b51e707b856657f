import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Where the parts of the time line are, for drawing and the mouse alike.
///
/// In its first row the instant that is shown, the miniature and the length stand side by side. A
/// second row, if there is one, has the marks.
struct TimeLineGeometry: Sendable, Equatable {
  /// The whole time line: one row or two.
  let box: Box
  /// The columns of the instant that is shown.
  let elapsed: Range<Int>
  /// The columns of the miniature.
  let graph: Range<Int>
  /// The columns of the length.
  let length: Range<Int>
  /// What is said beside the length: `reading 43%`; empty if nothing is.
  let note: String
  /// The instant at the left edge of the miniature.
  let start: VirtualInstant
  /// The length of one column, in nanoseconds.
  let step: Int64
  /// The last instant that can be gone to.
  let end: VirtualInstant

  init(_ scene: TimeLineScene, in box: Box) {
    self.box = box
    (start, end) = (min(scene.timeline.start, scene.now), scene.end)
    note = TimeLineGeometry.note(scene)
    let clock = CharacterWidth.of(scene.clock.short(scene.end))
    let left = min(box.column + 1, box.endColumn)
    elapsed = left..<min(left + clock, box.endColumn)
    let noteWidth = note.isEmpty ? 0 : CharacterWidth.of(note) + 2
    let graphEnd = box.endColumn - 1 - noteWidth - clock - 1
    graph = elapsed.upperBound + 1..<max(graphEnd, elapsed.upperBound + 1)
    let lengthColumn = min(graph.upperBound + 1, box.endColumn)
    length = lengthColumn..<min(lengthColumn + clock, box.endColumn)
    let span = end.nanoseconds(since: start)
    let columns = Int64(max(graph.count, 1))
    let exact = span / columns + (span % columns > 0 ? 1 : 0)
    step = max(scene.isGrowing ? TimeLineGeometry.roundedUp(exact) : exact, 1)
  }

  private static func note(_ scene: TimeLineScene) -> String {
    scene.readShare.map { "reading \(NumberText.percent(min($0, 0.99)))" } ?? ""
  }

  /// The next number with three significant bits, so that the miniature of a run that gets longer
  /// stays as it is for a while, and at most a fifth of it is empty.
  private static func roundedUp(_ length: Int64) -> Int64 {
    guard length > 8, length < 1 << 60 else { return length }
    let shift = Int64.bitWidth - length.leadingZeroBitCount - 3
    let unit: Int64 = 1 << Int64(shift)
    return (length + unit - 1) / unit * unit
  }

  /// The row of the miniature, and the row of the marks, if it has one.
  var graphRow: Int { box.row }
  var markRow: Int? { box.rows > 1 ? box.row + 1 : nil }

  /// The column of an instant; the nearest one for an instant outside.
  func column(of instant: VirtualInstant) -> Int {
    let offset = max(instant.nanoseconds(since: start), 0) / step
    return graph.lowerBound + Int(min(offset, Int64(max(graph.count - 1, 0))))
  }

  /// The first instant of a column, or the nearest one that the run has.
  func instant(at column: Int) -> VirtualInstant {
    let index = Int64((column - graph.lowerBound).clamped(to: 0...max(graph.count - 1, 0)))
    return min(start.advanced(by: .nanoseconds(index.saturatingTimes(step))), end)
  }

  /// The first instant after a column.
  func endOfColumn(_ column: Int) -> VirtualInstant {
    let index = Int64(column - graph.lowerBound + 1)
    return start.advanced(by: .nanoseconds(index.saturatingTimes(step)))
  }
}

extension TimeLineGeometry {
  /// What is under a point.
  enum Part: Equatable {
    /// The miniature, at an instant.
    case graph(VirtualInstant)
    case mark(TimelineMark)
    /// The instant that is shown.
    case elapsed
    /// The length, and what is said beside it.
    case length
  }

  /// What is under a point of the box; `nil` if nothing.
  func part(at point: Point, _ groups: [MarkGroup]) -> Part? {
    guard box.contains(point) else { return nil }
    if point.row == markRow || markRow == nil,
      let group = groups.first(where: { $0.columns.contains(point.column) })
    {
      return .mark(group.mark)
    }
    if graph.contains(point.column) { return .graph(instant(at: point.column)) }
    guard point.row == graphRow else { return nil }
    if point.column < graph.lowerBound { return .elapsed }
    return .length
  }
}
