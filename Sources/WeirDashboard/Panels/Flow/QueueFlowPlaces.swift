import WeirScreen

/// Where the parts of the flow's picture stand: a side, an arrow, the queue, an arrow, a side.
struct QueueFlowPlaces {
  /// Below their heading.
  let producers: Box
  let inflow: Box
  /// From the row of the headings on.
  let queue: Box
  let outflow: Box
  let consumers: Box

  init(_ box: Box) {
    let arrow = box.columns >= 64 ? 9 : 8
    let room = max(box.columns - 2 * arrow, 0)
    let middle = min(max(room * 3 / 10, min(12, room)), 40)
    let side = (room - middle) / 2
    let (left, afterLeft) = box.splitLeft(side)
    let (into, afterInto) = afterLeft.splitLeft(arrow)
    let (queue, afterQueue) = afterInto.splitLeft(room - 2 * side)
    let (out, right) = afterQueue.splitLeft(arrow)
    producers = left.inset(top: 1)
    consumers = right.inset(top: 1)
    self.queue = queue.splitTop(QueueFlowPlaces.queueRows).top
    inflow = QueueFlowPlaces.arrow(in: into.splitTop(QueueFlowPlaces.queueRows).top.inset(top: 1))
    outflow = QueueFlowPlaces.arrow(in: out.splitTop(QueueFlowPlaces.queueRows).top.inset(top: 1))
  }

  /// More rows than that say nothing more about a queue.
  private static let queueRows = 14

  /// The rate and the arrow below it, halfway down; only the arrow where there is a single row.
  private static func arrow(in box: Box) -> Box {
    let rows = min(box.rows, 2)
    return box.inset(top: (box.rows - rows) / 2).splitTop(rows).top
  }
}
