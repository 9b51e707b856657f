import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A row for each caller: its attempts so far, and the time until the next one.
struct RetryFlow: FlowPicture {
  private let scene: FlowScene
  private let role: Symbol
  private let callers: [TaskRecord]
  /// The knob for how many attempts a call has.
  private let attempts: String
  private let nameColumns: Int

  init?(_ scene: FlowScene, callers role: Symbol, attempts: String) {
    guard scene.has(role) else { return nil }
    self.scene = scene
    self.role = role
    self.attempts = attempts
    callers = scene.live(role)
    nameColumns = FlowMeasures.nameColumns(of: callers)
  }

  /// How many attempts a call needed lately, and how many calls were given up.
  var summary: Line {
    let retries = scene.analysis.metrics.retries
    var figures = FigureList()
    let factor = scene.run.rates.attemptsPerCall(at: scene.now)
    figures.add(
      "attempts/call", TimeText.decimal(factor, 1),
      factor >= FlowMeasures.manyAttempts ? .warning : nil)
    figures.add("given up", retries.exhausted, isBad: true)
    return figures.line(FlowMeasures.summaryColumns)
  }

  var neededRows: ClosedRange<Int> { RetryFlow.list(scene.peak(role), around: 1) }

  func draw(in frame: inout Frame, _ box: Box) {
    let (list, status) = box.splitTop(box.rows - 1)
    FlowStatus(scene, scene.lastOthers(than: [role])).draw(in: &frame, status)
    let shown = callers.count <= list.rows ? callers.count : max(list.rows - 1, 0)
    for (offset, caller) in callers.prefix(shown).enumerated() {
      let line = line(caller, list.columns)
      frame.write(line, at: list.column, list.row + offset, limit: list.columns)
    }
    guard shown < callers.count else { return }
    let others = FlowTaskList(
      tasks: Array(callers.dropFirst(shown)), count: scene.liveCount(role) - shown,
      now: scene.now)
    others.drawSigns(in: &frame, list.inset(top: shown))
  }

  private func line(_ caller: TaskRecord, _ columns: Int) -> Line {
    let activity = Activity(caller)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(caller.name.description.paddedName(to: nameColumns) + " ", .text)
    line.add(attempts(of: caller))
    line.add(" ", .text)
    line.add(
      word(caller, activity).padded(to: RetryFlow.wordColumns),
      activity == .backingOff ? .text : .dim)
    line.add(countdown(caller, activity, columns - line.width))
    return line
  }

  /// The most attempts that are drawn.
  private static let mostAttempts = 8
  /// The attempts that are drawn if no knob says how many there are.
  private static let usualAttempts = 5
  /// What a caller does, in words.
  private static let wordColumns = 10
  /// The longest bar of a countdown.
  private static let barColumns = 20

  /// A cross for each failed attempt, a sign for the present one, and a dot for each one left.
  private func attempts(of caller: TaskRecord) -> Line {
    let limit = min(scene.count(attempts) ?? RetryFlow.usualAttempts, RetryFlow.mostAttempts)
    guard let attempt = caller.attempt else {
      return Line(String(repeating: "·", count: limit), .border)
    }
    let failed = min(attempt.number - 1, limit)
    var line = Line(String(repeating: "✗", count: failed), .bad)
    guard failed < limit else { return line }
    let activity = Activity(caller)
    line.add("\(attempt.next == nil ? "●" : "⋯")", Style(of: activity))
    line.add(String(repeating: "·", count: limit - failed - 1), .dim)
    return line
  }

  private func word(_ caller: TaskRecord, _ activity: Activity) -> String {
    if activity == .cleaningUp { return activity.word }
    guard let attempt = caller.attempt else {
      return caller.request == nil ? "rests" : activity.word
    }
    return attempt.next == nil ? "try \(attempt.number)" : "try \(attempt.number) in"
  }

  /// A bar that shrinks during the wait for the next attempt and grows during work.
  private func countdown(_ caller: TaskRecord, _ activity: Activity, _ columns: Int) -> Line {
    guard case .sleep(let end) = caller.wait, columns > FlowMeasures.timeColumns else {
      return Line()
    }
    let progress = TimeProgress(from: caller.since, to: end, at: scene.now)
    let isWait = caller.attempt?.next != nil
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
      .leftPadded(to: FlowMeasures.timeColumns)
    var line = ProgressText.bar(
      isWait ? progress.rest : progress.share,
      columns: min(columns - FlowMeasures.timeColumns, RetryFlow.barColumns),
      Style(of: activity), rest: .border)
    line.add(left, isWait ? .text : .dim)
    return line
  }
}
