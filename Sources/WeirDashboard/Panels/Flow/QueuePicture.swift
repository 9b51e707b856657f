import WeirAnalysis
import WeirEvents
import WeirScreen

/// The queue as a box of cells, filled from the consumers' side; each cell is a place, or stands for several.
struct QueuePicture {
  let queue: QueueRecord

  func draw(in frame: inout Frame, _ box: Box) {
    guard box.columns >= 4, box.rows >= 3 else { return }
    let border = FlowBox(
      name: Line("\(queue.name)", .strong), figure: depthLine, style: borderStyle)
    let room = border.draw(in: &frame, box)
    CellGrid(cells: QueueCells(queue, columns: room.columns, rows: room.rows))
      .draw(in: &frame, room)
  }

  private var borderStyle: Style {
    queue.isClosed ? .bad : isPressing ? .warning : .focusedBorder
  }

  /// Whether one more item would be one too many; a queue without places is so only while somebody waits.
  private var isPressing: Bool {
    queue.isFull && queue.depth > 0 || !queue.putters.isEmpty
  }

  private var depthLine: Line {
    let capacity = queue.capacity.map { NumberText.count($0) } ?? "∞"
    let depth = NumberText.count(queue.depth).leftPadded(to: capacity.count)
    var line = Line(depth, isPressing ? .warning : .strong)
    line.add("/\(capacity)", .dim)
    return line
  }
}
