public import WeirEvents
import DequeModule

/// The timeouts of a run that are armed or whose work still runs, and the last few that ended, folded from events.
///
/// Its size depends on how many are open, at most `openLimit`. Constant time an event.
public struct TimeoutLedger: Sendable {
  /// How many ended timeouts are kept.
  public let retained: Int
  /// All timeouts together.
  public private(set) var counts = TimeoutCounts()
  /// The counts by role, in the order in which the roles first armed one.
  public private(set) var countsByRole: [Group] = []
  private var roster = Roster<TimeoutRecord>()
  private var endedDeque: Deque<TimeoutRecord> = []

  /// Whether the last event about a timeout armed one that was not armed before.
  private(set) var hasArmed = false
  /// The number of the snapshot that is under way; 0 if none is.
  private var snapshot: UInt32 = 0

  /// The largest number of open timeouts that are kept; further ones are counted when they are
  /// armed.
  public static let openLimit = 1 << 16

  /// The largest number of roles that are counted apart; those of further ones are counted as one
  /// of the role `(others)`.
  public static let roleLimit = 256

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

  /// Takes in what happened to a timeout. The tasks say which role arms.
  public mutating func fold(
    _ id: TimeoutID, _ event: TimeoutEvent, at instant: VirtualInstant, tasks: TaskLedger
  ) {
    hasArmed = false
    switch event {
    case .armed(let task, let deadline, _):
      arm(id, by: task, tasks[task]?.role ?? .empty, deadline, at: instant)
    case .met: close(id, .met, at: instant)
    case .cancelled: close(id, .cancelled, at: instant)
    case .fired:
      guard let position = roster.position(of: id.rawValue) else { return }
      roster[position].fired = instant
      roster[position].snapshot = snapshot
      count(roster[position].group) { $0.fired += 1 }
    case .workEnded: close(id, .fired, at: instant)
    }
  }

  private mutating func arm(
    _ id: TimeoutID, by task: TaskID, _ role: Symbol, _ deadline: VirtualInstant,
    at instant: VirtualInstant
  ) {
    guard id != .none else { return }
    if let position = roster.position(of: id.rawValue) {
      return roster[position].snapshot = snapshot
    }
    hasArmed = true
    let group = group(of: role)
    count(group) { $0.armed += 1 }
    guard roster.count < TimeoutLedger.openLimit else { return }
    var record = TimeoutRecord(
      id: id, task: task, armed: instant, deadline: deadline, group: group)
    record.snapshot = snapshot
    roster.insert(record, for: id.rawValue)
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
        let wasted = max(now.nanoseconds(since: record.fired ?? now), 0)
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
    guard countsByRole.count < TimeoutLedger.roleLimit - 1 else {
      if countsByRole.count < TimeoutLedger.roleLimit {
        countsByRole.append(Group(role: Symbol("(others)")))
      }
      return TimeoutLedger.roleLimit - 1
    }
    countsByRole.append(Group(role: role))
    return countsByRole.count - 1
  }

  /// A snapshot of that number begins, which names all that are open.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// The snapshot ends: those that it did not name are no longer open; how they ended is not known.
  mutating func endSnapshot() {
    roster.removeAll { [snapshot] _, timeout in timeout.snapshot != snapshot }
    snapshot = 0
  }
}
