import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The phases of a graceful shutdown as steps, with the work and the time left, above the queue
/// that is shut down.
struct ShutdownFlow: FlowPicture {
  private let scene: FlowScene
  private let record: ShutdownRecord?
  private let servers: Symbol
  private let timers: Symbol
  private let queue: QueueFlow?
  /// Live workers of a server that has ended.
  private let orphans: [TaskRecord]

  init?(
    _ scene: FlowScene, servers: Symbol, timers: Symbol,
    producers: ScenarioDescription.Picture.Group, consumers: ScenarioDescription.Picture.Group
  ) {
    let records = scene.analysis.shutdowns.records
    guard scene.has(servers) || !records.isEmpty else { return nil }
    self.scene = scene
    (self.servers, self.timers) = (servers, timers)
    record = records.last.flatMap { record in
      ShutdownFlow.isOfInterest(record, servers, scene) ? record : nil
    }
    queue = QueueFlow(scene, producers: producers, consumers: consumers)
    orphans = scene.live(consumers.role).filter { worker in
      scene.analysis.tasks[worker.parent].map { $0.role == servers && !$0.isLive } ?? false
    }
  }

  /// Whether a shutdown is shown: one that is over only for a moment if a new server is live.
  private static func isOfInterest(
    _ record: ShutdownRecord, _ servers: Symbol, _ scene: FlowScene
  ) -> Bool {
    guard record.isOver, scene.liveCount(servers) > 0 else { return true }
    return record.since.duration(to: scene.now) < moment
  }

  /// How long a shutdown is still shown when it is over.
  private static let moment = Duration.seconds(2)

  var summary: Line {
    var figures = FigureList()
    if !scene.queues.isEmpty { figures.add("unfinished", "\(remaining)".leftPadded(to: 2)) }
    figures.add("dropped", scene.analysis.metrics.items.dropped, isBad: true)
    figures.add("lost", scene.analysis.metrics.items.lost, isBad: true)
    return figures.line(FlowMeasures.summaryColumns)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (top, body) = box.splitTop(min(2, box.rows))
    frame.write(phases(top.columns), at: top.column, top.row, limit: top.columns)
    if top.rows > 1 {
      frame.write(progress(top.columns), at: top.column, top.row + 1, limit: top.columns)
    }
    if let queue {
      queue.draw(in: &frame, body)
    } else {
      FlowTaskList(
        tasks: scene.others(than: [.main]), count: scene.otherCount(than: [.main]),
        now: scene.now
      )
      .draw(in: &frame, body)
    }
  }

  /// The steps, or the present server if an earlier one ended without a shutdown.
  private func phases(_ columns: Int) -> Line {
    record == nil && !orphans.isEmpty
      ? serving(columns) : ShutdownSteps(record?.phase).line(columns)
  }

  private func abandoned(_ columns: Int) -> Line {
    let servers = orphans.map(\.parent)
    let name = servers.last.map { scene.analysis.tasks.name(of: $0) } ?? "a server"
    let whole = "✗ \(name) ended; \(orphans.count) of its workers still run"
    return Line(whole.count <= columns ? whole : "✗ \(orphans.count) orphaned workers", .bad)
  }

  /// The work and the time left in this phase.
  private func progress(_ columns: Int) -> Line {
    guard let record else {
      return orphans.isEmpty ? serving(columns) : abandoned(columns)
    }
    if record.isOver {
      let text = record.remaining == 0 ? "all work is done" : "\(record.remaining) abandoned"
      return Line(
        "\(record.remaining == 0 ? "✓" : "✗") \(text)",
        record.remaining == 0 ? .good : .bad)
    }
    var line = Line(NumberText.count(remaining).leftPadded(to: 3), .strong)
    line.add(" left  ", .dim)
    let left = max(scene.now.duration(to: record.until), .zero)
    let rest = TimeProgress(from: record.since, to: record.until, at: scene.now).rest
    line.add("grace ", .dim)
    line.add(
      ProgressText.bar(
        rest, columns: ShutdownFlow.barColumns(in: columns - line.width),
        rest > FlowMeasures.shortRest ? .good : .bad, rest: .border))
    line.add(TimeText.short(left).leftPadded(to: FlowMeasures.timeColumns), .text)
    return line
  }

  /// The columns of a bar that has a time behind it.
  private static func barColumns(in room: Int) -> Int {
    (room - FlowMeasures.timeColumns - 1).clamped(to: 4...24)
  }

  /// The server, and the time until it is shut down if that is known.
  private func serving(_ columns: Int) -> Line {
    var line = Line("  ", .dim)
    if let server = scene.live(servers).last { line.add("\(server.name)", .text) }
    line.add(" serves", .dim)
    guard let timer = scene.live(timers).last, case .sleep(let end) = timer.wait,
      end.nanoseconds < .max
    else { return line }
    line.add(", stops in ", .dim)
    let rest = TimeProgress(from: timer.since, to: end, at: scene.now).rest
    let bar = ShutdownFlow.barColumns(in: columns - line.width)
    line.add(ProgressText.bar(rest, columns: bar, .accent, rest: .border))
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
    line.add(left.leftPadded(to: FlowMeasures.timeColumns), .text)
    return line
  }

  /// The unfinished items now if the run has a queue, otherwise as the phase began.
  private var remaining: Int {
    let unfinished = scene.queues.reduce(0) { $0 + $1.unfinished }
    return scene.queues.isEmpty ? record?.remaining ?? 0 : unfinished
  }
}
