import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The event loop with the task that holds it and the ready ones, how late the heartbeat is, and
/// the background workers.
struct WorkerFlow: FlowPicture {
  private let scene: FlowScene
  /// The role of the heartbeat, which is late while the loop is held.
  private let role: Symbol
  /// The role of the tasks that compute.
  private let computing: Symbol
  /// How many background workers the run is set to have; `nil` if no knob says so.
  private let limit: Int?
  /// `nil` once the run is over.
  private let heartbeat: TaskRecord?
  /// The tasks that could run but have no worker, in the order of creation.
  private let ready: [TaskRecord]
  /// The tasks that wait for a background worker.
  private let waiting: [TaskRecord]
  private var workers: [WorkerRecord] { scene.analysis.workers.records }

  init?(_ scene: FlowScene, heartbeat role: Symbol, computing: Symbol, count: String) {
    guard scene.has(role) else { return nil }
    self.scene = scene
    self.role = role
    self.computing = computing
    limit = scene.count(count)
    heartbeat = scene.live(role).first
    let tasks = scene.others(than: [])
    ready = tasks.filter { $0.state == .ready || $0.state == .created }
    waiting = tasks.filter { $0.wait == .offload }
  }

  var summary: Line {
    var line = Line("ready ", .dim)
    let ready = scene.run.gauges.readyCount
    line.add("\(ready)".leftPadded(to: 2), ready > 1 ? .warning : .text)
    line.add("  waiting ", .dim)
    line.add("\(waiting.count)".leftPadded(to: 2), .text)
    return line
  }

  var neededRows: ClosedRange<Int> {
    WorkerFlow.list(max(limit ?? 0, 4), around: 3)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (heading, rest) = box.splitTop(1)
    frame.write(
      heartbeatLine(heading.columns), at: heading.column, heading.row, limit: heading.columns)
    let (body, status) = rest.splitTop(rest.rows - 1)
    drawWaiting(in: &frame, status)
    let (left, right) = body.splitLeft(body.columns / 2)
    drawLoop(in: &frame, left.inset(right: 2))
    drawBackground(in: &frame, right)
  }

  /// The time of the next heartbeat, or how late it is.
  private func heartbeatLine(_ columns: Int) -> Line {
    guard let heartbeat else { return Line("✓ \(role)", Style(of: .finished)) }
    let activity = Activity(heartbeat)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add("\(role) ", .strong)
    let room = max(columns - line.width - 16, 4)
    if heartbeat.state == .ready {
      let late = heartbeat.since.duration(to: scene.now)
      line.add(String(repeating: "▸", count: min(room, WorkerFlow.mostBarColumns)), .bad)
      line.add(" late by ", .bad)
      line.add(TimeText.short(late).leftPadded(to: FlowMeasures.durationColumns), .bad)
    } else if case .sleep(let instant) = heartbeat.wait {
      let period = heartbeat.since.duration(to: instant)
      guard period >= WorkerFlow.calmPeriod else {
        line.add("on time, every ", .good)
        line.add(TimeText.short(period), .text)
        return line
      }
      let share = TimeProgress(from: heartbeat.since, to: instant, at: scene.now).share
      let style = Style(of: activity)
      line.add(
        ProgressText.bar(share, columns: min(room, WorkerFlow.mostBarColumns), style, rest: .border)
      )
      line.add(" next in ", .dim)
      let left = TimeText.short(scene.now.duration(to: instant))
      line.add(left.leftPadded(to: FlowMeasures.durationColumns), .text)
    }
    return line
  }

  /// A bar that fills faster than this would only flicker.
  private static let calmPeriod = Duration.milliseconds(500)

  /// The share of time from which a held loop is worth a warning.
  private static let heldTooLong = 0.8
  private static let mostBarColumns = 24

  private func drawLoop(in frame: inout Frame, _ box: Box) {
    let loop = workers.first { !$0.isBackground }
    var heading = Line("the loop ", .strong)
    let held = scene.run.loopHeld.share(at: scene.now)
    heading.add("held ", .dim)
    heading.add(
      NumberText.percent(held).leftPadded(to: 4), held > WorkerFlow.heldTooLong ? .warning : .text)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    guard list.rows > 0 else { return }
    frame.write(row(loop?.occupant, list.columns), at: list.column, list.row, limit: list.columns)
    FlowTaskList(
      tasks: ready, count: scene.run.gauges.readyCount, now: scene.now
    )
    .draw(in: &frame, list.inset(top: 1))
  }

  private func drawBackground(in frame: inout Frame, _ box: Box) {
    let shown = backgroundWorkers
    let limit = limit ?? shown.count
    var heading = Line("background ", .strong)
    let busy = shown.count { $0.occupant != nil }
    heading.add("\(busy)/\(limit)", .dim)
    if busy > limit { heading.add(", \(busy - limit) ending", .warning) }
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    for (offset, worker) in shown.prefix(list.rows).enumerated() {
      let isLast = offset == list.rows - 1 && shown.count > list.rows
      let text =
        isLast
        ? Line("+\(shown.count - offset) more", .dim) : row(worker.occupant, list.columns)
      frame.write(text, at: list.column, list.row + offset, limit: list.columns)
    }
  }

  /// The background workers up to the set number, and those above it that still compute; a retired
  /// worker is never shown as free.
  private var backgroundWorkers: [WorkerRecord] {
    let all = workers.filter(\.isBackground)
    guard let limit else { return all }
    var free = max(limit - all.count { $0.occupant != nil }, 0)
    return all.filter { worker in
      guard worker.occupant == nil else { return true }
      free -= 1
      return free >= 0
    }
  }

  /// The task that computes on a worker, and for how long already.
  private func row(_ occupant: WorkerRecord.Occupant?, _ columns: Int) -> Line {
    guard let occupant else { return Line("▫ free", .dim) }
    var line = Line("█ ", Style(of: .working))
    let room = columns - FlowMeasures.timeColumns - 2
    line.add(
      scene.analysis.tasks.name(of: occupant.task).paddedName(to: room.clamped(to: 4...14)),
      .text)
    let length = occupant.since.duration(to: scene.now)
    line.add(TimeText.short(length).leftPadded(to: FlowMeasures.timeColumns), .dim)
    return line
  }

  /// Draws a sign for each task that waits for a background worker, and for each that rests.
  private func drawWaiting(in frame: inout Frame, _ box: Box) {
    let resting = scene.live(computing).filter { $0.state == .sleeping }
    var line = Line("waiting ", .dim)
    line.add(signs(waiting), Style(of: .offloading))
    line.add("  │  ", .border)
    line.add("at rest ", .dim)
    line.add(signs(resting), Style(of: .sleeping))
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }

  private func signs(_ tasks: [TaskRecord]) -> String {
    tasks.isEmpty ? "none" : tasks.map { "\(Activity($0).glyph)" }.joined(separator: " ")
  }
}
