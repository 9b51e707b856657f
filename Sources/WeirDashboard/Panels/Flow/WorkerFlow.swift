import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The loop's worker with those that are ready for it, who holds it, how late the heartbeat is, and the workers beside
/// the loop.
struct WorkerFlow: FlowPicture {
  private let scene: FlowScene
  /// The role of what tells by being late that the loop is held.
  private let role: Symbol
  /// The role of those who compute.
  private let computing: Symbol
  /// How many workers beside the loop there are to be; nil if nothing says.
  private let limit: Int?
  /// Nobody, once the run is at its end.
  private let heartbeat: TaskRecord?
  /// Those that could run and have no worker, in the order of creation.
  private let ready: [TaskRecord]
  /// Those that wait for a worker beside the loop.
  private let inLine: [TaskRecord]
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
    inLine = tasks.filter { $0.wait == .offload }
  }

  var summary: Line {
    var line = Line("ready ", .dim)
    let ready = scene.run.gauges.readyCount
    line.add("\(ready)".leftPadded(to: 2), ready > 1 ? .warning : .text)
    line.add("  in line ", .dim)
    line.add("\(inLine.count)".leftPadded(to: 2), .text)
    return line
  }

  var neededRows: ClosedRange<Int> {
    WorkerFlow.list(max(limit ?? 0, 4), around: 3)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (pulse, rest) = box.splitTop(1)
    frame.write(pulseLine(pulse.columns), at: pulse.column, pulse.row, limit: pulse.columns)
    let (body, status) = rest.splitTop(rest.rows - 1)
    drawLine(in: &frame, status)
    let (left, right) = body.splitLeft(body.columns / 2)
    drawLoop(in: &frame, left.inset(right: 2))
    drawBeside(in: &frame, right)
  }

  /// When the heartbeat beats next, or how long it has been ready and could not.
  private func pulseLine(_ columns: Int) -> Line {
    guard let heartbeat else { return Line("✓ \(role)", Style(of: .finished)) }
    let activity = Activity(heartbeat)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add("\(role) ", .strong)
    let room = max(columns - line.width - 16, 4)
    if heartbeat.state == .ready {
      let late = heartbeat.since.duration(to: scene.now)
      line.add(String(repeating: "▸", count: min(room, 24)), .bad)
      line.add(" late by ", .bad)
      line.add(TimeText.short(late).leftPadded(to: 6), .bad)
    } else if case .sleep(let instant) = heartbeat.wait {
      let period = heartbeat.since.duration(to: instant)
      guard period >= WorkerFlow.calmPeriod else {
        line.add("on time, every ", .good)
        line.add(TimeText.short(period), .text)
        return line
      }
      let share = TimeProgress(from: heartbeat.since, to: instant, at: scene.now).share
      let style = Style(of: activity)
      line.add(ProgressText.bar(share, columns: min(room, 24), style, rest: .border))
      line.add(" next in ", .dim)
      line.add(TimeText.short(scene.now.duration(to: instant)).leftPadded(to: 6), .text)
    }
    return line
  }

  /// A bar that fills faster than that is a flicker.
  private static let calmPeriod = Duration.milliseconds(500)

  private func drawLoop(in frame: inout Frame, _ box: Box) {
    let loop = workers.first { !$0.isBackground }
    var heading = Line("the loop ", .strong)
    let held = scene.run.loopHeld.share
    heading.add("held ", .dim)
    heading.add(
      NumberText.percent(held).leftPadded(to: 4), held > 0.8 ? .warning : .text)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    guard list.rows > 0 else { return }
    frame.write(row(loop?.occupant, list.columns), at: list.column, list.row, limit: list.columns)
    FlowTaskList(
      tasks: ready, count: scene.run.gauges.readyCount, now: scene.now
    )
    .draw(in: &frame, list.inset(top: 1))
  }

  private func drawBeside(in frame: inout Frame, _ box: Box) {
    let beside = besideLoop
    let limit = limit ?? beside.count
    var heading = Line("beside the loop ", .strong)
    let busy = beside.count { $0.occupant != nil }
    heading.add("\(busy)/\(limit)", .dim)
    if busy > limit { heading.add(", \(busy - limit) ending", .warning) }
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    let list = box.inset(top: 1)
    for (offset, worker) in beside.prefix(list.rows).enumerated() {
      let isLast = offset == list.rows - 1 && beside.count > list.rows
      let text =
        isLast
        ? Line("+\(beside.count - offset) more", .dim) : row(worker.occupant, list.columns)
      frame.write(text, at: list.column, list.row + offset, limit: list.columns)
    }
  }

  /// Those that there are to be, and those above that which have yet to end what they compute; a worker that was
  /// retired is never seen as free.
  private var besideLoop: [WorkerRecord] {
    let all = workers.filter(\.isBackground)
    guard let limit else { return all }
    var free = max(limit - all.count { $0.occupant != nil }, 0)
    return all.filter { worker in
      guard worker.occupant == nil else { return true }
      free -= 1
      return free >= 0
    }
  }

  /// Who computes on a worker, and for how long already.
  private func row(_ occupant: WorkerRecord.Occupant?, _ columns: Int) -> Line {
    guard let occupant else { return Line("▫ free", .dim) }
    var line = Line("█ ", Style(of: .working))
    line.add(
      scene.analysis.tasks.name(of: occupant.task).padded(to: min(max(columns - 9, 4), 14)),
      .text)
    let length = occupant.since.duration(to: scene.now)
    line.add(TimeText.short(length).leftPadded(to: 7), .dim)
    return line
  }

  /// Those who wait for a worker beside the loop, a sign each, and those who rest.
  private func drawLine(in frame: inout Frame, _ box: Box) {
    let resting = scene.live(computing).filter { $0.state == .sleeping }
    var line = Line("in line ", .dim)
    line.add(signs(inLine), Style(of: .offloading))
    line.add("  │  ", .border)
    line.add("at rest ", .dim)
    line.add(signs(resting), Style(of: .sleeping))
    frame.write(line, at: box.column, box.row, limit: box.columns)
  }

  private func signs(_ tasks: [TaskRecord]) -> String {
    tasks.isEmpty ? "none" : tasks.map { "\(Activity($0).glyph)" }.joined(separator: " ")
  }
}
