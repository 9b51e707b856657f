import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The batch that fills to its size or its linger, whoever waits for it, and the batches that are being dealt with.
struct BatchFlow: FlowPicture {
  private let scene: FlowScene
  private let batcher: BatcherRecord
  /// The role of those who only hand items on.
  private let collectors: Symbol
  /// In place of all this, where batches are gathered and not collected.
  private let fan: GatherFlow?
  /// Whether anybody brings items to the batcher; a single one at work does without it.
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
    return figures.line(44)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    if let fan { return fan.draw(in: &frame, box) }
    let (body, status) = box.splitTop(box.rows - 1)
    let side = max(body.columns / 4, 12)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let (middle, afterMiddle) = afterInto.splitLeft(max(afterInto.columns - max(side, 14) - 3, 10))
    let (out, right) = afterMiddle.splitLeft(3)
    drawWaiting(in: &frame, left)
    let rates = scene.run.rates
    RateArrow(scene, isUsed ? rates.rate(of: .batched) : rates.rate(of: .dequeued), .accent)
      .draw(in: &frame, into.halfway)
    BatchPicture(batcher: batcher, scene: scene, isUsed: isUsed).draw(in: &frame, middle)
    frame.write("─►", at: out.column, out.halfway.endRow - 1, limit: 2, .accent)
    drawInProcess(in: &frame, right)
    drawStatus(in: &frame, status)
  }

  /// What waits in the queue before it, and those who wait for a batch to be dealt with, a sign each.
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
    heading.add(" batched", .dim)
    frame.write(heading, at: rest.column, rest.row, limit: rest.columns)
    FlowTaskList(tasks: waiting, count: count, now: scene.now)
      .drawSigns(in: &frame, rest.inset(top: 1))
  }

  /// The batches that are being dealt with, or, where items go one by one, who deals with them.
  private func drawInProcess(in frame: inout Frame, _ box: Box) {
    let lines =
      batchLines(box.columns) + (batcher.inProcess.isEmpty ? lonelyLines(box.columns) : [])
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

  private func lonelyLines(_ columns: Int) -> [Line] {
    let holders = scene.pools.flatMap(\.resources).compactMap(\.holder)
    return holders.compactMap { scene.analysis.tasks[$0] }.map { task in
      TaskRow(task: task, scene: scene).line(columns, name: columns >= 24 ? 12 : 3)
    }
  }

  /// The size of each batch, and for how long it has been dealt with.
  private func batchLines(_ columns: Int) -> [Line] {
    batcher.inProcess.map { batch in
      let task = scene.analysis.tasks[batch.task]
      let activity = task.map { Activity($0) } ?? .serving
      let sign = activity.isOver || !activity.isHeldUp ? Activity.serving : activity
      var line = Line("\(sign.glyph) ", Style(of: sign))
      line.add("×\(batch.size)".padded(to: 4), .text)
      let length = TimeText.short(batch.since.duration(to: scene.now))
      line.add(length.leftPadded(to: min(max(columns - line.width, 0), 8)), .dim)
      return line
    }
  }

  /// The places of what deals with the batches, and the others.
  private func drawStatus(in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    guard let pool = scene.pools.first else {
      return FlowStatus(scene, scene.live(.main)).draw(in: &frame, box)
    }
    frame.write(
      PlaceText(pool).line(box.columns), at: box.column, box.row, limit: box.columns)
  }
}
