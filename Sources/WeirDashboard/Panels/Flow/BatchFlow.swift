import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The open batch that fills up to its size or its linger, the tasks that wait for it, and the
/// batches in process.
struct BatchFlow: FlowPicture {
  private let scene: FlowScene
  private let batcher: BatcherRecord
  /// The role of the tasks that only pass items on to the batcher.
  private let collectors: Symbol
  /// The picture shown instead if batches are gathered, not collected.
  private let fan: GatherFlow?
  /// Whether any items go to the batcher; a single worker does without it.
  private let isUsed: Bool

  init?(
    _ scene: FlowScene, submitters: Symbol, collectors: Symbol,
    gathering: ScenarioDescription.Picture.Choice, children: Symbol
  ) {
    guard let batcher = scene.batchers.first else { return nil }
    self.scene = scene
    self.batcher = batcher
    self.collectors = collectors
    fan = scene.holds(gathering) ? GatherFlow(scene, children: children, count: nil) : nil
    isUsed =
      batcher.open != nil || !batcher.inProcess.isEmpty || scene.liveCount(submitters) > 1
  }

  var summary: Line {
    if let fan { return fan.summary }
    guard isUsed else { return Line("without batches", .dim) }
    var figures = FigureList()
    figures.add("mean", NumberText.rate(batcher.meanSize ?? 0).leftPadded(to: 4))
    figures.add("by size", batcher.flushedCount(.size))
    figures.add("linger", batcher.flushedCount(.linger))
    return figures.line(FlowMeasures.summaryColumns)
  }

  /// The fewest columns of the parts.
  private enum Least {
    static let waiting = 12
    static let batch = 10
    static let inProcess = 14
  }

  /// An arrow without a rate.
  private static let arrowColumns = 3

  func draw(in frame: inout Frame, _ box: Box) {
    if let fan { return fan.draw(in: &frame, box) }
    let (body, status) = box.splitTop(box.rows - 1)
    let side = max(body.columns / 4, Least.waiting)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let rightColumns = max(side, Least.inProcess) + BatchFlow.arrowColumns
    let (middle, afterMiddle) = afterInto.splitLeft(
      max(afterInto.columns - rightColumns, Least.batch))
    let (out, right) = afterMiddle.splitLeft(BatchFlow.arrowColumns)
    drawWaiting(in: &frame, left)
    let rates = scene.run.rates
    RateArrow(scene, isUsed ? rates.rate(of: .batched) : rates.rate(of: .dequeued), .accent)
      .draw(in: &frame, into.halfway)
    BatchPicture(batcher: batcher, scene: scene, isUsed: isUsed).draw(in: &frame, middle)
    frame.write("─►", at: out.column, out.halfway.endRow - 1, limit: 2, .accent)
    drawInProcess(in: &frame, right)
    drawStatus(in: &frame, status)
  }

  /// Draws the queue before the batcher, and a sign for each task that waits for its batch.
  private func drawWaiting(in frame: inout Frame, _ box: Box) {
    let all = scene.analysis.batchers.records.flatMap(\.waiters)
    let listed = all.prefix(RoleBoard.limit).compactMap { scene.analysis.tasks[$0] }
    let waiting = listed.filter { $0.role != collectors }
    let count = all.count - (listed.count - waiting.count)
    var rest = box
    if let queue = scene.queues.first {
      var line = Line("\(queue.name) ", .dim)
      let limit = queue.capacity.map { "/\($0)" } ?? ""
      line.add(
        NumberText.count(queue.depth).leftPadded(to: 2), queue.isFull ? .warning : .strong)
      line.add(limit, .dim)
      frame.write(line, at: box.column, box.row, limit: box.columns)
      rest = rest.inset(top: 1)
    }
    guard rest.rows > 0, isUsed || count > 0 else { return }
    var heading = Line(NumberText.count(count).leftPadded(to: 2), .strong)
    heading.add(" in batch", .dim)
    frame.write(heading, at: rest.column, rest.row, limit: rest.columns)
    FlowTaskList(tasks: waiting, count: count, now: scene.now)
      .drawSigns(in: &frame, rest.inset(top: 1))
  }

  /// Draws the batches in process, or the tasks that process items one by one.
  private func drawInProcess(in frame: inout Frame, _ box: Box) {
    let lines =
      batchLines(box.columns) + (batcher.inProcess.isEmpty ? singleLines(box.columns) : [])
    var heading = Line(NumberText.count(lines.count).leftPadded(to: 2), .strong)
    heading.add(" in process", .dim)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    let shown = lines.count <= list.rows ? lines.count : max(list.rows - 1, 0)
    for (offset, line) in lines.prefix(shown).enumerated() {
      frame.write(line, at: list.column, list.row + offset, limit: list.columns)
    }
    guard shown < lines.count, list.rows > 0 else { return }
    let more = Line("+\(lines.count - shown) more", .dim)
    frame.write(more, at: list.column, list.endRow - 1, limit: list.columns)
  }

  /// A line for each task that holds a place and processes a single item.
  private func singleLines(_ columns: Int) -> [Line] {
    let holders = scene.pools.flatMap(\.resources).compactMap(\.holder)
    return holders.compactMap { scene.analysis.tasks[$0] }.map { task in
      TaskRow(task: task, scene: scene)
        .line(columns, name: columns >= FlowMeasures.fullNameRow ? FlowMeasures.nameColumns : 3)
    }
  }

  /// The size of each batch, and how long it has been in process.
  private func batchLines(_ columns: Int) -> [Line] {
    batcher.inProcess.map { batch in
      let task = scene.analysis.tasks[batch.task]
      let activity = task.map { Activity($0) } ?? .serving
      let sign = activity.isOver || !activity.isHeldUp ? Activity.serving : activity
      var line = Line("\(sign.glyph) ", Style(of: sign))
      line.add("×\(batch.size)".padded(to: 4), .text)
      let length = TimeText.short(batch.since.duration(to: scene.now))
      line.add(length.leftPadded(to: (columns - line.width).clamped(to: 0...8)), .dim)
      return line
    }
  }

  /// Draws the pool that limits how many batches are in process, or else the main task.
  private func drawStatus(in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    guard let pool = scene.pools.first else {
      return FlowStatus(scene, scene.live(.main)).draw(in: &frame, box)
    }
    frame.write(
      PlaceText(pool).line(box.columns), at: box.column, box.row, limit: box.columns)
  }
}
