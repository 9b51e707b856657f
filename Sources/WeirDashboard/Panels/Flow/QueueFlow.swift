import WeirAnalysis
import WeirEvents
import WeirScreen

/// Producers, a queue, consumers, and what flows between them.
struct QueueFlow: FlowPicture {
  private let scene: FlowScene
  private let queue: QueueRecord
  private let sides: QueueFlowSides

  init?(
    _ scene: FlowScene, producers: ScenarioDescription.Picture.Group,
    consumers: ScenarioDescription.Picture.Group
  ) {
    guard let queue = scene.queues.first else { return nil }
    self.scene = scene
    self.queue = queue
    sides = QueueFlowSides(scene, producers: producers, consumers: consumers)
  }

  var summary: Line {
    var line = Line()
    func add(_ word: String, _ value: Int, _ style: Style, width: Int) {
      if line.width > 0 { line.add("  ", .dim) }
      line.add("\(word) ", .dim)
      line.add(NumberText.count(value).leftPadded(to: width), style)
    }
    add("max", queue.highWaterMark, .text, width: 2)
    add("unfinished", queue.unfinished, .text, width: 2)
    add("dropped", queue.dropped, queue.dropped > 0 ? .bad : .text, width: 1)
    return line
  }

  var neededRows: ClosedRange<Int> {
    let most = max(scene.peak(sides.producer.role), scene.peak(sides.consumer.role))
    let rows = most.clamped(to: 6...8) + 3
    return rows...FlowMeasures.mostRows
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (picture, status) = box.splitTop(box.rows - 1)
    let places = QueueFlowPlaces(picture)
    drawHeadings(in: &frame, places)
    FlowTaskList(
      tasks: sides.producers, count: sides.producerCount, now: scene.now
    )
    .draw(in: &frame, places.producers)
    FlowTaskList(
      tasks: sides.consumers, count: sides.consumerCount, now: scene.now
    )
    .draw(in: &frame, places.consumers)
    QueuePicture(queue: queue).draw(in: &frame, places.queue)
    drawArrows(in: &frame, places)
    FlowStatus(scene, sides.others).draw(in: &frame, status, legend: legend)
  }

  /// The colours of the cells: the fuller the queue, the warmer.
  private var legend: Line {
    var line = Line("▫ ", .dim)
    line.add("free  ", .dim)
    for share in [0.1, 0.4, 0.7, 1] { line.add("█", .graph(share)) }
    line.add(" items, from few to full", .dim)
    return line
  }

  /// Draws a heading over each side; the right one starts further left if it is too long.
  private func drawHeadings(in frame: inout Frame, _ places: QueueFlowPlaces) {
    let row = places.queue.row
    let left = heading(sides.producerCount, sides.producer)
    frame.write(
      left, at: places.producers.column, row,
      limit: places.queue.column - places.producers.column - 1)
    let right = heading(sides.consumerCount, sides.consumer)
    let column = min(places.consumers.column, places.consumers.endColumn - right.width)
    frame.write(
      right, at: max(column, places.queue.endColumn + 1), row,
      limit: places.consumers.endColumn - places.queue.endColumn - 1)
  }

  /// How many tasks of a role there are.
  private func heading(_ count: Int, _ group: ScenarioDescription.Picture.Group) -> Line {
    var line = Line("\(count) ", .strong)
    line.add(count == 1 ? group.role.description : group.plural, .dim)
    return line
  }

  /// The arrow into the queue warns while producers are held up; the one out of it is dimmed
  /// while consumers are idle.
  private func drawArrows(in frame: inout Frame, _ places: QueueFlowPlaces) {
    let isIdle = queue.depth == 0 && !queue.getters.isEmpty
    let inflow = RateArrow(
      scene, scene.run.rates.rate(of: .enqueued), queue.putters.isEmpty ? .accent : .warning
    )
    inflow.draw(in: &frame, places.inflow)
    let outflow = RateArrow(
      scene, scene.run.rates.rate(of: .dequeued), isIdle ? .dim : .accent)
    outflow.draw(in: &frame, places.outflow)
  }
}

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

/// The live tasks on both sides of a queue, in the order of creation.
struct QueueFlowSides {
  let producer: ScenarioDescription.Picture.Group
  let consumer: ScenarioDescription.Picture.Group
  let producers: [TaskRecord]
  let consumers: [TaskRecord]
  /// How many producers are live, listed or not.
  let producerCount: Int
  let consumerCount: Int
  /// The youngest tasks that neither produce nor consume.
  let others: [TaskRecord]

  init(
    _ scene: FlowScene, producers: ScenarioDescription.Picture.Group,
    consumers: ScenarioDescription.Picture.Group
  ) {
    (producer, consumer) = (producers, consumers)
    self.producers = scene.live(producers.role)
    self.consumers = scene.live(consumers.role)
    producerCount = scene.liveCount(producers.role)
    consumerCount = scene.liveCount(consumers.role)
    others = scene.lastOthers(than: [producers.role, consumers.role])
  }
}
