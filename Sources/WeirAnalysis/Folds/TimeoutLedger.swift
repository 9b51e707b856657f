public import WeirEvents
import DequeModule

/// The timeouts of a run that are armed or whose work still runs, and the last few that ended, folded from events.
///
/// Its size depends on how many are open. Constant time an event.
public struct TimeoutLedger: Sendable {
  /// How many ended timeouts are kept.
  public let retained: Int
  /// All timeouts together.
  public private(set) var counts = TimeoutCounts()
  /// The counts by role, in the order in which the roles first armed one.
  public private(set) var countsByRole: [Group] = []
  private var roster = Roster<TimeoutRecord>()
  private var endedDeque: Deque<TimeoutRecord> = []

  /// The timeouts of the tasks of one role.
  public struct Group: Hashable, Sendable {
    public let role: Symbol
    public internal(set) var counts = TimeoutCounts()
  }

  public init(retained: Int = 32) {
    self.retained = retained
  }

  /// The timeouts that are armed, or have fired while their work goes on, in the order in which they were armed.
  public var open: [TimeoutRecord] { Array(roster.presentValues) }

  /// How many are open.
  public var openCount: Int { roster.count }

  /// The open timeouts whose deadline has passed while their work goes on.
  public var timedOutWork: [TimeoutRecord] {
    roster.presentValues.filter { $0.fired != nil }
  }

  /// The last few that ended, the latest last.
  public var ended: some RandomAccessCollection<TimeoutRecord> { endedDeque }

  /// The record of a timeout that is open.
  public subscript(id: TimeoutID) -> TimeoutRecord? { roster.value(of: id.rawValue) }

  /// Takes in one event; those that are not about timeouts change nothing. The tasks say which role arms.
  public mutating func fold(_ event: Event, tasks: TaskLedger) {
    switch event.kind {
    case .timeout(let id, .armed(let task, let deadline, _)):
      guard id != .none, roster.position(of: id.rawValue) == nil else { return }
      let group = group(of: tasks[task]?.role ?? .empty)
      let record = TimeoutRecord(
        id: id, task: task, armed: event.instant, deadline: deadline, group: group)
      roster.insert(record, for: id.rawValue)
      count(group) { $0.armed += 1 }
    case .timeout(let id, .met): close(id, .met, at: event.instant)
    case .timeout(let id, .cancelled): close(id, .cancelled, at: event.instant)
    case .timeout(let id, .fired):
      guard let position = roster.position(of: id.rawValue) else { return }
      roster[position].fired = event.instant
      count(roster[position].group) { $0.fired += 1 }
    case .timeout(let id, .workEnded): close(id, .fired, at: event.instant)
    default: break
    }
  }

  private mutating func close(_ id: TimeoutID, _ outcome: TimeoutOutcome, at now: VirtualInstant) {
    guard let position = roster.position(of: id.rawValue) else { return }
    var record = roster[position]
    roster.remove(at: position)
    record.end = .init(outcome: outcome, instant: now)
    endedDeque.append(record)
    if endedDeque.count > retained { endedDeque.removeFirst() }
    count(record.group) { counts in
      switch outcome {
      case .met: counts.met += 1
      case .cancelled: counts.cancelled += 1
      case .fired:
        let wasted = now.nanoseconds(since: record.fired ?? now)
        counts.wastedNanoseconds = counts.wastedNanoseconds.saturatingPlus(wasted)
      }
    }
  }

  private mutating func count(_ group: Int, _ change: (inout TimeoutCounts) -> Void) {
    change(&counts)
    change(&countsByRole[group].counts)
  }

  private mutating func group(of role: Symbol) -> Int {
    if let known = countsByRole.firstIndex(where: { $0.role == role }) { return known }
    countsByRole.append(Group(role: role))
    return countsByRole.count - 1
  }
}
