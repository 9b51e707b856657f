import WeirAnalysis
import WeirEvents
import WeirWording

/// How many tasks of each role have which activity, for pictures of programs of which only the
/// events are known.
///
/// Exact for up to `limit` roles; the tasks of further roles are counted together, and a role whose
/// tasks have all ended makes room for another one. Constant time per event, except for the first
/// task of a role; its size depends on the number of live tasks.
struct RoleCensus: Sendable {
  static let limit = 256
  /// How many doings of one role are distinguished; for further ones, what they wait for is
  /// ignored.
  private static let mostDoings = 32

  /// What a task does.
  struct Doing: Hashable, Sendable {
    let activity: Activity
    /// What it waits for, if that has a name and several tasks can wait for it.
    let wait: Wait?

    /// Whether others hold what it needs. Only programs that are no scenario have a census: what
    /// these hand to a background worker, such as a thread, usually runs there.
    var isHeldUp: Bool { activity.isHeldUp && activity != .offloading }
  }

  /// The tasks of one role.
  struct Group: Sendable {
    let role: Symbol
    /// Whether the library of a watched program starts such tasks for itself.
    let isInternal: Bool
    fileprivate(set) var liveCount = 0
    /// How many of the live tasks do what, in no particular order; no count is zero.
    fileprivate(set) var doings: [(doing: Doing, count: Int)] = []
    /// How many have ended with each outcome.
    fileprivate(set) var ended: [TaskOutcome: Int] = [:]
    /// How often one of them changes what it does.
    fileprivate var steps = Rate(over: 10)

    init(role: Symbol) {
      self.role = role
      isInternal = role.isInternalRole
    }

    /// Whether it says something about the program: it has or had tasks, and of its own.
    var isTelling: Bool { !isInternal && (liveCount > 0 || !ended.isEmpty) }
  }

  private struct Seat: Sendable {
    var role: Symbol
    /// `nil` for the roles that are counted together.
    var group: Int?
    var doing: Doing
  }

  /// In the order in which the roles appeared; one that was dropped has left its place to another.
  private(set) var groups: [Group] = []
  /// The tasks of all further roles.
  private(set) var others = Group(role: .empty)
  private var indices: [Symbol: Int] = [:]
  private var seats: [TaskID: Seat] = [:]
  /// The number of live tasks of each further role.
  private var unlisted: [Symbol: Int] = [:]

  /// How many roles are counted together.
  var otherCount: Int { unlisted.count }

  /// How many tasks are live.
  var liveCount: Int { seats.count }

  subscript(role: Symbol) -> Group? { indices[role].map { groups[$0] } }

  /// Folds an event that the tasks have already folded. Only those about what a task does change
  /// anything.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    if case .source(.snapshotEnded) = event.kind { return count(tasks, at: event.instant) }
    guard case .task(let task, let change) = event.kind, let step = change.step,
      let record = tasks[task]
    else { return }
    if record.isLive {
      enter(record, at: event.instant)
    } else if case .finished(let outcome) = step, let seat = leave(task) {
      update(seat.group) { group in
        group.steps.count(at: event.instant)
        group.ended[outcome, default: 0] = (group.ended[outcome] ?? 0).saturatingPlus(1)
      }
    }
  }

  /// Counts again after a snapshot, which names all live tasks: others are gone.
  private mutating func count(_ tasks: TaskLedger, at now: VirtualInstant) {
    for index in groups.indices { groups[index].clear() }
    others.clear()
    (seats, unlisted) = ([:], [:])
    for record in tasks.records(after: .none) where record.isLive { enter(record, at: now) }
  }

  private mutating func enter(_ record: TaskRecord, at now: VirtualInstant) {
    let doing = Doing(record)
    if let seat = seats[record.id] {
      if seat.role == record.role, seat.doing == doing { return }
      leave(record.id)
    }
    let group = index(of: record.role)
    var counted = doing
    update(group) { group in
      counted = group.begin(doing, limit: RoleCensus.mostDoings)
      group.steps.count(at: now)
    }
    if group == nil { unlisted[record.role, default: 0] += 1 }
    seats[record.id] = Seat(role: record.role, group: group, doing: counted)
  }

  @discardableResult
  private mutating func leave(_ task: TaskID) -> Seat? {
    guard let seat = seats.removeValue(forKey: task) else { return nil }
    update(seat.group) { $0.end(seat.doing) }
    if seat.group == nil, let count = unlisted[seat.role] {
      unlisted[seat.role] = count > 1 ? count - 1 : nil
    }
    return seat
  }

  private mutating func update(_ index: Int?, _ change: (inout Group) -> Void) {
    if let index { change(&groups[index]) } else { change(&others) }
  }

  /// The index of the group of a role: its own, that of a role without live tasks, or `nil` for the
  /// others. As long as some of its tasks are with the others, all are.
  private mutating func index(of role: Symbol) -> Int? {
    if let known = indices[role] { return known }
    guard unlisted[role] == nil else { return nil }
    guard groups.count >= RoleCensus.limit else {
      indices[role] = groups.count
      groups.append(Group(role: role))
      return groups.count - 1
    }
    guard let free = groups.firstIndex(where: { $0.liveCount == 0 }) else { return nil }
    indices[groups[free].role] = nil
    indices[role] = free
    groups[free] = Group(role: role)
    return free
  }
}

extension RoleCensus.Doing {
  init(_ record: TaskRecord) {
    activity = Activity(record)
    switch record.wait {
    case .queuePut, .queueGet, .join, .poolAcquire, .batch, .other: wait = record.wait
    case .sleep, .child, .children, .work, .offload, nil: wait = nil
    }
  }
}

extension RoleCensus.Group {
  /// How many are held up by others that have what they need.
  var heldUpCount: Int {
    doings.reduce(0) { $0 + ($1.doing.isHeldUp ? $1.count : 0) }
  }

  /// How interesting it is: how many tasks are live, wait and move.
  func interest(at now: VirtualInstant) -> Double {
    let steps = Int(min(steps.perSecond(at: now), 1e9))
    return (liveCount > 0 ? 4 : 0) + steps.weight + liveCount.weight / 2 + 2 * heldUpCount.weight
  }

  fileprivate mutating func clear() {
    liveCount = 0
    doings = []
  }

  /// Counts a task, and returns what it is counted as.
  @discardableResult
  mutating func begin(_ doing: RoleCensus.Doing, limit: Int) -> RoleCensus.Doing {
    liveCount += 1
    if let index = doings.firstIndex(where: { $0.doing == doing }) {
      doings[index].count += 1
      return doing
    }
    guard doings.count < limit || doing.wait == nil else {
      return begin(nameless: RoleCensus.Doing(activity: doing.activity, wait: nil))
    }
    doings.append((doing, 1))
    return doing
  }

  private mutating func begin(nameless doing: RoleCensus.Doing) -> RoleCensus.Doing {
    if let index = doings.firstIndex(where: { $0.doing == doing }) {
      doings[index].count += 1
    } else {
      doings.append((doing, 1))
    }
    return doing
  }

  fileprivate mutating func end(_ doing: RoleCensus.Doing) {
    liveCount -= 1
    guard let index = doings.firstIndex(where: { $0.doing == doing }) else { return }
    doings[index].count -= 1
    if doings[index].count == 0 { doings.remove(at: index) }
  }
}
