import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The time line under the header: the run in miniature, a cursor where the screen is, and the
/// marks.
///
/// With one row, the marks stand in the miniature, without counts.
struct TimeLineBar {
  let scene: TimeLineScene
  let signs: GraphSigns
  let geometry: TimeLineGeometry

  init(_ scene: TimeLineScene, _ signs: GraphSigns, in box: Box) {
    self.scene = scene
    self.signs = signs == .ascii ? .ascii : .block
    geometry = TimeLineGeometry(scene, in: box)
  }

  /// The marks, as they are shown.
  var groups: [MarkGroup] {
    MarkGroup.groups(of: scene.marks, in: geometry, hasCounts: geometry.markRow != nil)
  }

  /// What is under a point; `nil` if nothing.
  func part(at point: Point) -> TimeLineGeometry.Part? { geometry.part(at: point, groups) }

  func draw(in frame: inout Frame) {
    guard geometry.box.rows > 0 else { return }
    drawLabels(in: &frame)
    for column in geometry.graph { draw(column, in: &frame) }
    let row = geometry.markRow ?? geometry.graphRow
    for group in groups { draw(group, row, in: &frame) }
    guard !geometry.graph.isEmpty else { return }
    let cursor = geometry.column(of: scene.now)
    // In ASCII, the upright line would look like one of the bars.
    frame.write(signs == .ascii ? "^" : "│", at: cursor, geometry.graphRow, .strongAccent)
  }

  private func drawLabels(in frame: inout Frame) {
    let row = geometry.graphRow
    let labels: Style = scene.isFocused ? .strongAccent : .text
    if scene.isFocused { frame.write("▸", at: geometry.box.column, row, limit: 1, .strongAccent) }
    write(scene.clock.short(scene.now), geometry.elapsed, labels, in: &frame)
    let end: Style = scene.isFocused ? .strongAccent : .dim
    write(scene.clock.short(scene.end), geometry.length, end, in: &frame)
    let note = geometry.length.upperBound + 2
    let room = geometry.box.endColumn - note
    if room > 0 { frame.write(Line(geometry.note, .warning), at: note, row, limit: room) }
  }

  private func write(_ text: String, _ columns: Range<Int>, _ style: Style, in frame: inout Frame) {
    let text = text.leftPadded(to: columns.count)
    frame.write(text, at: columns.lowerBound, geometry.graphRow, limit: columns.count, style)
  }

  /// Draws a column of the miniature; what comes after the cursor is dim.
  private func draw(_ column: Int, in frame: inout Frame) {
    let first = geometry.endOfColumn(column - 1)
    let share = scene.timeline.level(from: first, to: geometry.endOfColumn(column))
    let isKnown = share != nil && first <= scene.timeline.end
    guard isKnown, let share else {
      // What has not been read yet.
      if scene.readShare != nil { frame.write("·", at: column, geometry.graphRow, .dim) }
      return
    }
    let height = share > 0 ? max(Int((share * Double(signs.levels)).rounded()), 1) : 0
    let sign = signs.filled(height, height, isOver: false) ?? signs.ground
    let isAfter = column > geometry.column(of: scene.now)
    let style: Style = isAfter ? .dim : share > 0 ? .graph(share) : .border
    frame.write(String(sign), at: column, geometry.graphRow, style)
  }

  private func draw(_ group: MarkGroup, _ row: Int, in frame: inout Frame) {
    let style = group.mark.kind.style
    frame.write(String(group.mark.kind.sign), at: group.columns.lowerBound, row, style)
    guard geometry.markRow != nil else { return }
    let room = group.columns.count - 1
    guard CharacterWidth.of(group.countText) <= room else { return }
    frame.write(group.countText, at: group.columns.lowerBound + 1, row, limit: room, style)
  }
}
