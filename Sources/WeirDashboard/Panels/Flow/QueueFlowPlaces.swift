import WeirEvents
import WeirScreen

/// The boxes of a queue's flow: producers, an arrow, the queue, an arrow, consumers.
struct QueueFlowPlaces {
  /// The rows below the heading.
  let producers: Box
  let inflow: Box
  /// All rows, the one of the headings included.
  let queue: Box
  let outflow: Box
  let consumers: Box

  init(_ box: Box) {
    let arrow = box.columns >= QueueFlowPlaces.roomy ? 9 : 8
    let room = max(box.columns - 2 * arrow, 0)
    let middle = (room * 3 / 10).clamped(to: min(12, room)...40)
    let side = (room - middle) / 2
    let (left, afterLeft) = box.splitLeft(side)
    let (into, afterInto) = afterLeft.splitLeft(arrow)
    let (queue, afterQueue) = afterInto.splitLeft(room - 2 * side)
    let (out, right) = afterQueue.splitLeft(arrow)
    producers = left.inset(top: 1)
    consumers = right.inset(top: 1)
    self.queue = queue.splitTop(FlowMeasures.mostRows).top
    inflow = into.splitTop(FlowMeasures.mostRows).top.inset(top: 1).halfway
    outflow = out.splitTop(FlowMeasures.mostRows).top.inset(top: 1).halfway
  }

  /// The least width in which the arrows are longer by a column.
  private static let roomy = 64
}
