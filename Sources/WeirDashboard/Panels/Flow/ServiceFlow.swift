import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A whole service, a row for each part in the order in which a request passes through them:
/// clients, queue, workers, pool, batch.
struct ServiceFlow: FlowPicture {
  private let scene: FlowScene
  private let clients: ScenarioDescription.Picture.Group
  private let workers: ScenarioDescription.Picture.Group
  private var analysis: Analysis { scene.analysis }

  init?(
    _ scene: FlowScene, clients: ScenarioDescription.Picture.Group,
    workers: ScenarioDescription.Picture.Group
  ) {
    guard scene.has(clients.role), !scene.queues.isEmpty, !scene.pools.isEmpty else { return nil }
    self.scene = scene
    (self.clients, self.workers) = (clients, workers)
  }

  var summary: Line {
    var figures = FigureList()
    let (throughput, goodput) = scene.run.ratesOfWork
    figures.add("goodput", rate(goodput), goodput < throughput * ServiceFlow.badShare ? .bad : nil)
    figures.add("throughput", rate(throughput))
    return figures.line(FlowMeasures.summaryColumns)
  }

  /// The share of the throughput below which goodput is bad.
  private static let badShare = 0.5

  private func rate(_ perSecond: Double) -> String {
    "\(NumberText.rate(perSecond).leftPadded(to: 4))/s"
  }

  var neededRows: ClosedRange<Int> { 9...16 }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    drawStatus(in: &frame, status)
    let stages = stages
    let pitch = stages.count * 2 - 1 <= body.rows ? 2 : 1
    for (index, stage) in stages.prefix(body.rows).enumerated() {
      let row = body.row + index * pitch
      draw(stage, in: &frame, Box(column: body.column, row: row, columns: body.columns, rows: 1))
      guard pitch == 2, index + 1 < stages.count else { continue }
      frame.write("↓", at: body.column + 2, row + 1, limit: 1, .border)
    }
    drawRates(in: &frame, body.inset(top: stages.count * pitch))
  }

  var showsRates: Bool { true }

  /// Draws what comes in, what goes out and what is late over time, if the parts leave room.
  private func drawRates(in frame: inout Frame, _ box: Box) {
    guard box.rows >= 2 else { return }
    let strip = RateStrip(
      scene,
      box.rows < ServiceFlow.rowsForAllRates ? [.enqueued, .written, .fired] : FlowKind.allCases)
    let rows = strip.rows(of: box.rows)
    strip.draw(in: &frame, box.inset(top: box.rows - rows))
  }

  /// The fewest rows in which all kinds of rates are shown.
  private static let rowsForAllRates = 12

  /// Draws the steps of a shutdown while there is one, otherwise what went wrong lately.
  private func drawStatus(in frame: inout Frame, _ box: Box) {
    if let shutdown = analysis.shutdowns.records.last, !shutdown.isOver {
      let steps = ShutdownSteps(shutdown.phase).line(box.columns)
      frame.write(steps, at: box.column, box.row, limit: box.columns)
      return
    }
    frame.write(trouble.line(box.columns), at: box.column, box.row, limit: box.columns)
  }

  /// What went wrong lately.
  private var trouble: FigureList {
    let rates = scene.run.rates
    let factor = rates.attemptsPerCall(at: scene.now)
    var figures = FigureList()
    figures.add(
      "attempts/call", TimeText.decimal(factor, 1),
      factor >= FlowMeasures.manyAttempts ? .warning : nil)
    for (word, rate) in [
      ("late", rates.rate(of: .fired)), ("gave up", rates.rate(of: .exhausted)),
      ("dropped", rates.rate(of: .dropped)),
    ] {
      let perSecond = scene.perSecond(rate)
      let style: Style? = perSecond >= FlowMeasures.visibleRate ? .bad : nil
      figures.add(word, "\(NumberText.rate(perSecond))/s", style)
    }
    let wasted = analysis.metrics.wasted
    figures.add("wasted", TimeText.short(wasted), wasted > .zero ? .warning : nil)
    return figures
  }
}

extension ServiceFlow {
  /// One part of the service: its name, its places or its tasks, and a figure.
  private struct Stage {
    var name: String
    var picture: (Int) -> Line
    var figure: Line
  }

  private var stages: [Stage] {
    stage(clients) + scene.queues.map(stage) + stage(workers) + scene.pools.map(stage)
      + scene.batchers.map(stage)
  }

  private func draw(_ stage: Stage, in frame: inout Frame, _ box: Box) {
    let name = min(box.columns / 4, ServiceFlow.mostNameColumns)
    let figure = stage.figure.width
    frame.write(stage.name.padded(to: name), at: box.column, box.row, limit: name, .strong)
    let room = max(box.columns - name - 2 - figure, 0)
    frame.write(stage.picture(room), at: box.column + name + 1, box.row, limit: room)
    frame.write(stage.figure, at: box.endColumn - figure, box.row, limit: figure)
  }

  private static let mostNameColumns = 9
  private static let figureColumns = 14

  private func figure(_ text: String, _ word: String, _ style: Style) -> Line {
    var line = Line(text, style)
    line.add(" \(word)", .dim)
    return line.padded(left: ServiceFlow.figureColumns, .dim)
  }

  /// Tasks as signs, and how many wait for a retry or are held up; empty if none is live.
  private func stage(_ group: ScenarioDescription.Picture.Group) -> [Stage] {
    let activities = scene.live(group.role).map { Activity($0) }
    guard !activities.isEmpty else { return [] }
    let count = scene.liveCount(group.role)
    let retrying = activities.count { $0 == .backingOff }
    let held = activities.count { $0.isHeldUp }
    let figure =
      retrying > 0
      ? figure("\(retrying)", "to retry", Style(of: .backingOff))
      : held > 0
        ? figure("\(held)", "held up", .warning)
        : figure("\(count)", count == 1 ? "task" : "tasks", .text)
    return [
      Stage(name: group.plural, picture: { signs(activities, columns: $0) }, figure: figure)
    ]
  }

  /// A sign for each task, or for several if not all fit; tasks that do the same stand together.
  private func signs(_ activities: [Activity], columns: Int) -> Line {
    var line = Line()
    for activity in Activity.allCases {
      let count = activities.count { $0 == activity }
      guard count > 0 else { continue }
      let width = activities.count <= columns ? count : max(count * columns / activities.count, 1)
      line.add(String(repeating: activity.glyph, count: width), Style(of: activity))
    }
    return activities.count * 2 <= columns ? line.spaced : line
  }

  private func stage(_ queue: QueueRecord) -> Stage {
    let limit = queue.capacity.map { NumberText.count($0) } ?? "∞"
    let size = queue.capacity ?? max(queue.highWaterMark, QueueCells.leastUnlimited)
    let style: Style = queue.putters.isEmpty && !queue.isFull ? .text : .warning
    return Stage(
      name: "\(queue.name)", picture: { places([("■", queue.depth)], of: size, columns: $0) },
      figure: figure("\(queue.depth)/\(limit)", "waiting", style))
  }

  private func stage(_ pool: PoolRecord) -> Stage {
    let limit = pool.capacity.map { NumberText.count($0) } ?? "∞"
    let size = pool.capacity ?? max(pool.highWaterMark, 1)
    let opening = pool.openingCount
    return Stage(
      name: "\(pool.name)",
      picture: {
        places(
          [("■", pool.inUse - pool.lost), ("✗", pool.lost), ("◧", opening)], of: size, columns: $0)
      },
      figure: figure(pool, taken: "\(pool.inUse + opening)/\(limit)", opening))
  }

  /// How many places are taken, and how many are being opened and waited for.
  private func figure(_ pool: PoolRecord, taken: String, _ opening: Int) -> Line {
    var line = Line(taken, pool.waiters.isEmpty ? .text : .warning)
    if opening > 0 { line.add(", \(opening) opening", .accent) }
    if !pool.waiters.isEmpty { line.add(", \(pool.waiters.count) waiting", .warning) }
    if opening == 0, pool.waiters.isEmpty { line.add(" held", .dim) }
    return line.padded(left: ServiceFlow.figureColumns, .dim)
  }

  private func stage(_ batcher: BatcherRecord) -> Stage {
    let fill = batcher.open?.fill ?? 0
    let count = batcher.inProcess.count
    return Stage(
      name: "\(batcher.name)", picture: { places([("■", fill)], of: batcher.size, columns: $0) },
      figure: figure("\(count)", "in process", .text))
  }

  /// A sign for each place, or for several if not all fit; the rest is free.
  private func places(
    _ parts: [(sign: Character, count: Int)], of size: Int, columns: Int
  ) -> Line {
    let count = min(size, max(columns, 0))
    var line = Line()
    var free = count
    for part in parts where part.count > 0 && size > 0 {
      let cells = min((part.count * count + size - 1) / size, free)
      for _ in 0..<cells {
        let share = Double(count - free + 1) / Double(max(count, 1))
        let style =
          part.sign == "✗" ? Style.bad : part.sign == "◧" ? .accent : .graph(share)
        line.add("\(part.sign)", style)
        free -= 1
      }
    }
    line.add(String(repeating: "▫", count: free), .dim)
    return count * 2 <= columns ? line.spaced : line
  }
}

extension Line {
  /// The line with a blank after each of its signs.
  fileprivate var spaced: Line {
    var line = Line()
    for span in spans {
      var text = ""
      for sign in span.text {
        text.append(sign)
        text.append(" ")
      }
      line.add(text, span.style)
    }
    return line
  }

  /// The line with blanks before it, at least this many columns wide.
  func padded(left columns: Int, _ style: Style) -> Line {
    var line = Line(String(repeating: " ", count: max(columns - width, 0)), style)
    line.add(self)
    return line
  }
}
