public import WeirEvents
import DequeModule

/// The timeouts of a run that are armed or whose work still runs, and the most recently ended ones,
/// folded from events.
///
/// Its size depends on how many are open, at most `openLimit`.
/// - Complexity: Constant time per event.
public struct TimeoutLedger: Sendable {
  /// How many ended timeouts are kept.
  public let retained: Int
  /// The counts over all timeouts.
  public private(set) var counts = TimeoutCounts()
  /// The counts by role, in the order in which the roles first armed one.
  public private(set) var countsByRole: [Group] = []
  private var roster = Roster<TimeoutRecord>()
  private var endedDeque: Deque<TimeoutRecord> = []

  /// Whether the last event of a timeout armed a new one.
  private(set) var hasArmed = false
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0

  /// The maximum number of open timeouts kept; further ones are only counted when they are armed.
  public static let openLimit = 1 << 16

  /// The maximum number of roles counted separately; further ones are counted together as
  /// `(others)`.
  public static let roleLimit = 256

  /// The timeouts of the tasks of one role.
  public struct Group: Hashable, Sendable {
    /// The role.
    public let role: Symbol
    /// The counts over the timeouts of its tasks.
    public internal(set) var counts = TimeoutCounts()
  }

  /// Creates the ledger of a run without timeouts, which keeps a number of ended ones.
  public init(retained: Int = 32) {
    self.retained = retained
  }

  /// The timeouts that are armed, or have fired while their work continues, in the order in which
  /// they were armed.
  public var open: [TimeoutRecord] { Array(roster.presentValues) }

  /// How many are open.
  public var openCount: Int { roster.count }

  /// The open timeouts whose deadline has passed while their work continues.
  public var timedOutWork: [TimeoutRecord] {
    roster.presentValues.filter { $0.fired != nil }
  }

  /// The most recently ended timeouts, the latest last.
  public var ended: some RandomAccessCollection<TimeoutRecord> { endedDeque }

  /// The record of an open timeout; `nil` if it is not open.
  public subscript(id: TimeoutID) -> TimeoutRecord? { roster.value(of: id.rawValue) }

  /// Folds one event of a timeout. `tasks` gives the role of the task that arms it.
  public mutating func fold(
    _ id: TimeoutID, _ event: TimeoutEvent, at instant: VirtualInstant, tasks: TaskLedger
  ) {
    hasArmed = false
    switch event {
    case .armed(let task, let deadline, let place):
      arm(id, by: task, tasks.role(of: task), deadline, place, at: instant)
    case .met: close(id, .met, at: instant)
    case .cancelled: close(id, .cancelled, at: instant)
    case .fired:
      guard let position = roster.position(of: id.rawValue) else { return }
      let group = roster.update(at: position) { [snapshot] record in
        record.fired = instant
        record.snapshot = snapshot
        return record.group
      }
      count(group) { $0.fired += 1 }
    case .workEnded: close(id, .fired, at: instant)
    }
  }

  private mutating func arm(
    _ id: TimeoutID, by task: TaskID, _ role: Symbol, _ deadline: VirtualInstant,
    _ place: CallSite, at instant: VirtualInstant
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
      id: id, task: task, armed: instant, deadline: deadline, place: place, group: group)
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

  /// Begins the snapshot with this number, which lists everything that is open.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: timeouts that it did not list are no longer open; how they ended is
  /// unknown.
  mutating func endSnapshot() {
    roster.removeAll { [snapshot] _, timeout in timeout.snapshot != snapshot }
    snapshot = 0
  }
}
