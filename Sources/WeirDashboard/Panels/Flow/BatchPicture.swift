import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The open batch: a place for each item that it may hold, and its linger running out.
struct BatchPicture {
  let batcher: BatcherRecord
  let scene: FlowScene
  /// Whether any items come into it.
  let isUsed: Bool

  func draw(in frame: inout Frame, _ box: Box) {
    let style: Style = batcher.open == nil ? .border : .focusedBorder
    let room = FlowBox(
      name: Line("\(batcher.name)", isUsed ? .strong : .dim), figure: figure, style: style
    )
    .draw(in: &frame, box)
    guard isUsed else {
      frame.write(
        "bypassed", at: room.column, room.row + room.rows / 2, limit: room.columns, .dim)
      return
    }
    let (places, linger) = room.splitTop(room.rows - (room.rows >= 2 ? 1 : 0))
    drawPlaces(in: &frame, places)
    drawLinger(in: &frame, linger)
  }

  private var fill: Int { batcher.open?.fill ?? 0 }

  private var figure: Line {
    guard isUsed else { return Line() }
    let size = NumberText.count(batcher.size)
    var line = Line(NumberText.count(fill).leftPadded(to: size.count), .strong)
    line.add("/\(size)", .dim)
    return line
  }

  private func drawPlaces(in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    let cells = QueueCells(
      size: max(batcher.size, 1), depth: fill, columns: box.columns, rows: box.rows)
    CellGrid(cells: cells).draw(in: &frame, box)
  }

  private func drawLinger(in frame: inout Frame, _ box: Box) {
    guard box.columns > FlowMeasures.timeColumns, box.rows > 0 else { return }
    guard let open = batcher.open else {
      let linger = "\(DurationText(batcher.linger))"
      let named = "linger \(linger)"
      let text = named.count <= box.columns ? named : linger
      frame.write(text, at: box.column, box.row, limit: box.columns, .dim)
      return
    }
    let rest = TimeProgress(from: open.since, to: open.due, at: scene.now).rest
    var line = ProgressText.bar(
      rest, columns: box.columns - FlowMeasures.timeColumns,
      rest > FlowMeasures.shortRest ? .accent : .warning, rest: .border)
    let left = TimeText.short(max(scene.now.duration(to: open.due), .zero))
    line.add(left.leftPadded(to: FlowMeasures.timeColumns), .text)
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }
}
