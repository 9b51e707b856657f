import WeirTrace

/// The batch that fills to its size or its linger, whoever waits for it, and the batches that are being dealt with.
struct BatchFlow: FlowPicture {
  private let scene: FlowScene
  private let batcher: BatcherRecord
  private var look: Look { scene.look }

  init?(_ scene: FlowScene) {
    guard let batcher = scene.batchers.first else { return nil }
    self.scene = scene
    self.batcher = batcher
  }

  var summary: Line {
    var figures = FigureList(look)
    figures.add("mean", NumberText.rate(batcher.meanSize ?? 0).leftPadded(to: 4))
    figures.add("by size", batcher.flushedCount(.size))
    figures.add("linger", batcher.flushedCount(.linger))
    return figures.line(44)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let side = max(body.columns / 4, 9)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let (middle, afterMiddle) = afterInto.splitLeft(max(afterInto.columns - max(side, 14) - 3, 10))
    let (out, right) = afterMiddle.splitLeft(3)
    drawWaiting(in: &frame, left)
    RateArrow(scene, scene.run.rates.batched, look.accent).draw(in: &frame, into.halfway)
    BatchPicture(batcher: batcher, scene: scene).draw(in: &frame, middle)
    frame.write("─►", at: out.column, out.halfway.endRow - 1, limit: 2, look.accent)
    drawInProcess(in: &frame, right)
    drawStatus(in: &frame, status)
  }

  /// Those who wait for a batch to be dealt with, a sign each.
  private func drawWaiting(in frame: inout Frame, _ box: Box) {
    let waiting = scene.others(than: []).filter { task in
      if case .batch = task.wait { return true }
      return false
    }
    var heading = Line(NumberText.count(waiting.count).leftPadded(to: 2), look.strong)
    heading.add(" wait", look.dim)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    PartyList(tasks: waiting, now: scene.now, look: look).drawSigns(in: &frame, box.inset(top: 1))
  }

  private func drawInProcess(in frame: inout Frame, _ box: Box) {
    let batches = batcher.inProcess
    var heading = Line(NumberText.count(batches.count).leftPadded(to: 2), look.strong)
    heading.add(" in process", look.dim)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    let shown = batches.count <= list.rows ? batches.count : max(list.rows - 1, 0)
    for (offset, batch) in batches.prefix(shown).enumerated() {
      let line = line(batch, list.columns)
      frame.write(line, at: list.column, list.row + offset, limit: list.columns)
    }
    guard shown < batches.count, list.rows > 0 else { return }
    let more = Line("+\(batches.count - shown) more", look.dim)
    frame.write(more, at: list.column, list.endRow - 1, limit: list.columns)
  }

  /// The size of a batch, why it was flushed, and how far it has come.
  private func line(_ batch: BatcherRecord.FlushedBatch, _ columns: Int) -> Line {
    let task = scene.analysis.tasks[batch.task]
    let activity = task.map { Activity($0) } ?? .serving
    var line = Line("\(activity.glyph) ", look.style(of: activity))
    line.add("×\(batch.size)".padded(to: 4), look.text)
    let length = TimeText.short(batch.since.duration(to: scene.now))
    let room = min(columns - line.width - 7, 12)
    if room >= 3, let task, case .sleep(let end) = task.wait {
      let share = Progress(from: task.since, to: end, at: scene.now).share
      line.add(
        ProgressText.bar(share, columns: room, look.style(of: activity), rest: look.border))
      line.add(length.leftPadded(to: 7), look.dim)
    } else {
      line.add(length.leftPadded(to: 6), look.dim)
    }
    return line
  }

  /// The places of what deals with the batches, and the others.
  private func drawStatus(in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    guard let pool = scene.pools.first else {
      return FlowStatus(scene, scene.live(.main)).draw(in: &frame, box)
    }
    frame.write(
      PlaceText(pool, look).line(box.columns), at: box.column, box.row, limit: box.columns)
  }
}
