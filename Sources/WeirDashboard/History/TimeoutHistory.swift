import DequeModule
import WeirAnalysis
import WeirEvents

/// The deadlines that passed lately, how close the others came, and how much work went on in vain, over time.
struct TimeoutHistory: Sendable {
  private static let capacity = 32

  /// A deadline that passed before the work had ended.
  struct Late: Sendable {
    let id: TimeoutID
    let task: Label
    let limit: Duration
    let fired: VirtualInstant
    /// When the work ended, if it has.
    var ended: VirtualInstant?
  }

  /// The latest last.
  private(set) var late: Deque<Late> = []
  /// Who met its deadline with the least time to spare, and how much that was.
  private(set) var closest: (task: Label, left: Duration)?
  /// How many tasks work on after their deadline.
  private(set) var wasting = Gauge(.late, since: .zero)
  private var running: UInt32 = 0
  /// The open timeouts of each task that has any, the latest last.
  private var open: [TaskID: [TimeoutID]] = [:]

  /// The timeout that a task armed last, of those that are open.
  func latest(of task: TaskID) -> TimeoutID? { open[task]?.last }

  /// The open timeouts of a task, the latest last.
  func open(of task: TaskID) -> [TimeoutID] { open[task] ?? [] }

  /// Takes in one event, which the analysis has taken in before; those that are not about timeouts change nothing.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let now = event.instant
    guard case .timeout(let id, let event) = event.kind else { return }
    switch event {
    case .armed(let task, _, _): open[task, default: []].append(id)
    case .fired(let task): fire(id, task, in: analysis, at: now)
    case .cancelled(let task): close(id, of: task)
    case .workEnded(let task):
      close(id, of: task)
      running -= min(running, 1)
      wasting.history.record(running, at: now)
      let index = late.lastIndex { $0.id == id }
      if let index { late[index].ended = now }
    case .met(let task):
      close(id, of: task)
      meet(id, task, in: analysis, at: now)
    }
  }

  mutating func advance(to instant: VirtualInstant) {
    wasting.history.advance(to: instant)
  }

  private mutating func close(_ id: TimeoutID, of task: TaskID) {
    guard let place = open.index(forKey: task) else { return }
    if open.values[place].count == 1, open.values[place].first == id {
      open.remove(at: place)
    } else {
      open.values[place].removeAll { $0 == id }
    }
  }

  private mutating func fire(
    _ id: TimeoutID, _ task: TaskID, in analysis: Analysis, at now: VirtualInstant
  ) {
    running += 1
    wasting.history.record(running, at: now)
    let record = analysis.timeouts[id]
    late.append(
      Late(
        id: id, task: analysis.tasks[task]?.name ?? Label(.empty),
        limit: record.map { $0.armed.duration(to: $0.deadline) } ?? .zero, fired: now))
    if late.count > TimeoutHistory.capacity { late.removeFirst() }
  }

  private mutating func meet(
    _ id: TimeoutID, _ task: TaskID, in analysis: Analysis, at now: VirtualInstant
  ) {
    guard let record = analysis.timeouts.ended.last, record.id == id else { return }
    let left = now.duration(to: record.deadline)
    if let closest, closest.left <= left { return }
    closest = (analysis.tasks[task]?.name ?? Label(.empty), left)
  }
}
