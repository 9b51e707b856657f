import WeirAnalysis
import WeirEvents
import WeirScreen

/// A queue as a box of cells, filled from the consumers' side; a cell is one place or several.
struct QueuePicture {
  let queue: QueueRecord

  func draw(in frame: inout Frame, _ box: Box) {
    guard FlowBox.fits(box) else { return }
    let border = FlowBox(
      name: Line("\(queue.name)", .strong), figure: depthLine, style: borderStyle)
    let room = border.draw(in: &frame, box)
    CellGrid(cells: QueueCells(queue, columns: room.columns, rows: room.rows))
      .draw(in: &frame, room)
  }

  private var borderStyle: Style {
    queue.isClosed ? .bad : isPressing ? .warning : .focusedBorder
  }

  /// Whether one more item would be too many; with a capacity of 0 only while a producer waits.
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
