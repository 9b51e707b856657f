import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The phases of a graceful shutdown as steps, with what is left to do and the time for it, over what it shuts down.
struct ShutdownFlow: FlowPicture {
  private let scene: FlowScene
  private let record: ShutdownRecord?
  private let servers: Symbol
  private let timers: Symbol
  private let queue: QueueFlow?
  /// Workers of a server that has ended and left them behind.
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

  /// One that is over is shown for a moment, unless there is nothing after it.
  private static func isOfInterest(
    _ record: ShutdownRecord, _ servers: Symbol, _ scene: FlowScene
  ) -> Bool {
    guard record.isOver, scene.liveCount(servers) > 0 else { return true }
    return record.since.duration(to: scene.now) < .seconds(2)
  }

  var summary: Line {
    var figures = FigureList()
    if !scene.queues.isEmpty { figures.add("unfinished", "\(remaining)".leftPadded(to: 2)) }
    figures.add("dropped", scene.analysis.metrics.items.dropped, isBad: true)
    figures.add("lost", scene.analysis.metrics.items.lost, isBad: true)
    return figures.line(44)
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

  /// The steps; a server that ended without any has left its workers to the time of the next one.
  private func phases(_ columns: Int) -> Line {
    record == nil && !orphans.isEmpty
      ? serving(columns) : ShutdownSteps(record?.phase).line(columns)
  }

  private func abandoned(_ columns: Int) -> Line {
    let servers = orphans.map(\.parent)
    let name = servers.last.map { scene.analysis.tasks.name(of: $0) } ?? "a server"
    let whole = "✗ \(name) ended; \(orphans.count) of its workers live on"
    return Line(whole.count <= columns ? whole : "✗ \(orphans.count) workers outlive", .bad)
  }

  /// What is left to do in this phase, and the time for it.
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
        rest, columns: min(max(columns - line.width - 8, 4), 24),
        rest > 0.3 ? .good : .bad, rest: .border))
    line.add(TimeText.short(left).leftPadded(to: 7), .text)
    return line
  }

  /// Who serves, and how long until it is shut down, where that is known.
  private func serving(_ columns: Int) -> Line {
    var line = Line("  ", .dim)
    if let server = scene.live(servers).last { line.add("\(server.name)", .text) }
    line.add(" serves", .dim)
    guard let timer = scene.live(timers).last, case .sleep(let end) = timer.wait,
      end.nanoseconds < .max
    else { return line }
    line.add(", down in ", .dim)
    let rest = TimeProgress(from: timer.since, to: end, at: scene.now).rest
    let bar = min(max(columns - line.width - 8, 4), 24)
    line.add(ProgressText.bar(rest, columns: bar, .accent, rest: .border))
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
    line.add(left.leftPadded(to: 7), .text)
    return line
  }

  /// As it stands now where that is known, else as it was when the phase began.
  private var remaining: Int {
    let unfinished = scene.queues.reduce(0) { $0 + $1.unfinished }
    return scene.queues.isEmpty ? record?.remaining ?? 0 : unfinished
  }
}
