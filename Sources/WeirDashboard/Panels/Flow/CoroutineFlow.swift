import WeirTrace

/// A line for each coroutine from its start to its end, under each other on one time axis: whether they follow each
/// other or run together is what one sees.
struct CoroutineFlow: FlowPicture {
  private let scene: FlowScene
  private let strands: [Lane]
  private var look: Look { scene.look }

  init?(_ scene: FlowScene) {
    strands = scene.run.coroutines.strands
    guard !strands.isEmpty else { return nil }
    self.scene = scene
  }

  var summary: Line {
    let live = strands.count { $0.ended == nil }
    var line = Line(NumberText.count(live).leftPadded(to: 2), look.text)
    line.add(" of ", look.dim)
    line.add(NumberText.count(Int(strands.last?.name.number ?? 0)), look.text)
    line.add(" under way", look.dim)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    FlowStatus(scene, scene.others(than: [.coroutine])).draw(in: &frame, status)
    let (list, axis) = body.splitTop(body.rows - (body.rows >= 6 ? 1 : 0))
    let shown = round.suffix(max(list.rows, 0))
    guard let first = shown.first, list.columns >= 24 else { return }
    let name = min(shown.map { CharacterWidth.of($0.name.description) }.max() ?? 0, 16)
    let time = list.inset(left: name + 1, right: CoroutineFlow.endColumns)
    let scale = CoroutineFlow.scale(of: first.begin.duration(to: scene.now), columns: time.columns)
    for (offset, strand) in shown.enumerated() {
      let row = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      draw(strand, scale, name: name, time: time, in: &frame, row)
    }
    guard !axis.isEmpty else { return }
    let row = list.row + shown.count
    let text = TimeAxis.text(columns: time.columns, scale)
    frame.write(text, at: time.column, row, limit: time.columns, look.dim)
  }

  /// The last ones, back to the last moment at which there was none.
  private var round: ArraySlice<Lane> {
    var first = strands.endIndex
    var begin = scene.now
    while first > strands.startIndex {
      let strand = strands[first - 1]
      if let ended = strand.ended, ended < begin, first < strands.endIndex { break }
      begin = min(begin, strand.begin)
      first -= 1
    }
    return strands[first...]
  }

  /// The finest calm scale at which so much time has room: columns of 50 ms, and of twice that, and so on.
  private static func scale(of duration: Duration, columns: Int) -> TimeScale {
    TimeScale(of: duration, columns: columns, from: 4)
  }

  /// A blank, a sign, a blank, and a time.
  private static let endColumns = 10

  private func draw(
    _ strand: Lane, _ scale: TimeScale, name: Int, time: Box, in frame: inout Frame, _ row: Box
  ) {
    let isOver = strand.ended != nil
    let style = isOver ? look.dim : look.text
    frame.write(
      strand.name.description.padded(to: name), at: row.column, row.row, limit: name, style)
    let slices = strand.columns(time.columns, until: scene.now, at: scale)
    for (offset, slice) in slices.enumerated() {
      guard let slice else { continue }
      let sign = slice.isBirth ? "├" : slice.activity.glyph
      frame[time.column + offset, row.row] = Cell(sign, look.style(of: slice.activity))
    }
    let length = strand.begin.duration(to: strand.ended ?? scene.now)
    var end = Line(" \(strand.activity.glyph) ", look.style(of: strand.activity))
    end.add(TimeText.short(length).leftPadded(to: 6), style)
    frame.write(end, at: time.endColumn, row.row, limit: CoroutineFlow.endColumns)
  }
}
