import DequeModule
import WeirAnalysis
import WeirEvents

/// The deadlines that passed lately, how close the others came, and how much late work continued,
/// over time.
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
  /// The task that met its deadline with the least time to spare, and that time; `nil` if none did.
  private(set) var closest: (task: Label, left: Duration)?
  /// How many tasks continue after their deadline.
  private(set) var lateWork = Gauge(.late, since: .zero)
  /// How many timeouts were open at once lately.
  private(set) var openPeak = RecentPeak()
  /// The timeouts that fired while their work continues.
  private var running: Set<TimeoutID> = []
  /// The open timeouts of each task that has any, the latest last.
  private var open: [TaskID: [TimeoutID]] = [:]

  /// The open timeout that a task armed last; `nil` if it has none.
  func latest(of task: TaskID) -> TimeoutID? { open[task]?.last }

  /// The open timeouts of a task, the latest last.
  func open(of task: TaskID) -> [TimeoutID] { open[task] ?? [] }

  /// Whether an event may change anything.
  static func folds(_ event: Event) -> Bool {
    switch event.kind {
    case .timeout, .source: true
    case .task, .queue, .pool, .batch, .request, .error, .shutdown, .worker, .input: false
    }
  }

  /// Folds an event that the analysis has already folded. Events that are not about timeouts change
  /// nothing.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let now = event.instant
    openPeak.note(analysis.timeouts.openCount, at: now)
    if case .source(.snapshotEnded) = event.kind { keep(those: analysis.timeouts, at: now) }
    guard case .timeout(let id, let event) = event.kind else { return }
    if event.isOver { close(id, in: analysis.timeouts, at: now) }
    if case .armed(let task, _, _) = event {
      arm(id, task, in: analysis.timeouts)
    } else if case .fired(let task) = event {
      fire(id, task, in: analysis, at: now)
    } else if case .met(let task) = event {
      meet(id, task, in: analysis, at: now)
    } else if case .workEnded = event {
      let index = late.lastIndex { $0.id == id }
      if let index, late[index].ended == nil { late[index].ended = now }
    }
  }

  mutating func advance(to instant: VirtualInstant) {
    lateWork.history.advance(to: instant)
  }

  /// Passes the dots of the late work through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    lateWork.history.pass(through: &transfer)
  }

  /// Adds an armed timeout, unless the ledger doesn't know it or a snapshot reports it again.
  private mutating func arm(_ id: TimeoutID, _ task: TaskID, in timeouts: TimeoutLedger) {
    guard timeouts[id]?.task == task, open[task]?.contains(id) != true else { return }
    open[task, default: []].append(id)
  }

  /// Closes the timeouts that a snapshot did not name: it names all that are open.
  private mutating func keep(those timeouts: TimeoutLedger, at now: VirtualInstant) {
    open = open.compactMapValues { ids in
      let left = ids.filter { timeouts[$0] != nil }
      return left.isEmpty ? nil : left
    }
    running = running.filter { timeouts[$0] != nil }
    lateWork.history.record(UInt32(clamping: running.count), at: now)
  }

  private mutating func close(
    _ id: TimeoutID, in timeouts: TimeoutLedger, at now: VirtualInstant
  ) {
    if running.remove(id) != nil {
      lateWork.history.record(UInt32(clamping: running.count), at: now)
    }
    guard let ended = timeouts.ended.last, ended.id == id else { return }
    close(id, of: ended.task)
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
    guard let record = analysis.timeouts[id], running.insert(id).inserted else { return }
    lateWork.history.record(UInt32(clamping: running.count), at: now)
    late.append(
      Late(
        id: id, task: analysis.tasks[task]?.name ?? Label(.empty),
        limit: record.armed.duration(to: record.deadline), fired: now))
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
