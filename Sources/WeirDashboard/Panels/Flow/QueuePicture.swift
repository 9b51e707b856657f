import WeirTrace

/// The queue as a box of cells, filled from the consumers' side; each cell is a place, or stands for several.
struct QueuePicture {
  let queue: QueueRecord
  let look: Look

  func draw(in frame: inout Frame, _ box: Box) {
    guard box.columns >= 4, box.rows >= 3 else { return }
    let border = FlowBox(
      name: Line("\(queue.name)", look.strong), figure: depthLine, style: borderStyle)
    drawCells(in: &frame, border.draw(in: &frame, box))
  }

  private var borderStyle: Style {
    queue.isClosed ? look.bad : isPressing ? look.warning : look.focusedBorder
  }

  /// Whether one more item would be one too many; a queue without places is so only while somebody waits.
  private var isPressing: Bool {
    queue.isFull && queue.depth > 0 || !queue.putters.isEmpty
  }

  private var depthLine: Line {
    let capacity = queue.capacity.map { NumberText.count($0) } ?? "∞"
    let depth = NumberText.count(queue.depth).leftPadded(to: capacity.count)
    var line = Line(depth, isPressing ? look.warning : look.strong)
    line.add("/\(capacity)", look.dim)
    return line
  }

  private func drawCells(in frame: inout Frame, _ box: Box) {
    let cells = QueueCells(queue, columns: box.columns, rows: box.rows)
    let used = cells.rows * cells.pitch.rows - (cells.pitch.rows - cells.place.rows)
    let top = box.row + max(box.rows - used, 0) / 2
    for index in 0..<cells.places {
      let (column, row) = index.quotientAndRemainder(dividingBy: cells.rows)
      let place = Box(
        column: box.endColumn - column * cells.pitch.columns - cells.place.columns,
        row: top + row * cells.pitch.rows, columns: cells.place.columns, rows: cells.place.rows)
      draw(index, cells, in: &frame, place)
    }
  }

  private func draw(_ index: Int, _ cells: QueueCells, in frame: inout Frame, _ place: Box) {
    guard index < cells.filled else {
      let cell =
        index < cells.mark ? Cell("▫", look.dim) : Cell("·", look.border)
      frame[place.column + (place.columns - 1) / 2, place.row + (place.rows - 1) / 2] = cell
      return
    }
    let style = look.graph(Double(index + 1) / Double(max(cells.places, 1)))
    let sign: Character = place.columns * place.rows == 1 ? "■" : "█"
    for row in place.row..<place.endRow {
      for column in place.column..<place.endColumn { frame[column, row] = Cell(sign, style) }
    }
  }
}
