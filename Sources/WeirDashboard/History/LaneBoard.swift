import WeirAnalysis
import WeirEvents
import WeirWording

/// The lanes of the tasks, in a stable order: by role, then by the time of creation. Roles that
/// start other tasks come last, so that the tasks that do the work are shown if there is little
/// room.
///
/// A new task takes over the first lane of its role whose task has ended, so that short requests
/// follow each other in a few rows. There are at most 256 lanes: beyond that, a live task takes the
/// lane of one that has ended, or has no lane until there is one.
struct LaneBoard: Sendable {
  private static let capacity = 256

  private(set) var lanes: [Lane] = []
  /// How many of the lanes belong to live tasks.
  private(set) var liveCount = 0
  private var indices: [TaskID: Int] = [:]
  private var roles: [Symbol] = []
  private var supervisors: Set<Symbol> = []
  private var internals: Set<Symbol> = []

  /// Folds an event that the tasks have already folded. Events that are not about tasks change
  /// nothing.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    switch event.kind {
    case .task(let task, let event):
      if case .renamed(let name) = event { rename(task, name) }
      if let step = event.step { fold(step, of: task, in: tasks, at: now) }
    case .timeout(_, let event):
      if case .fired(let task) = event { mark(.timedOut, task, at: now) }
    case .source(let event):
      if case .snapshotEnded = event { keep(those: tasks) }
    case .queue, .pool, .batch, .request, .error, .shutdown, .worker, .input: break
    }
  }

  private mutating func fold(
    _ step: TaskStep, of task: TaskID, in tasks: TaskLedger, at now: VirtualInstant
  ) {
    switch step {
    case .began(let name, let role, let parent):
      if !isOpen(task) { open(task, name, role, at: now) }
      supervise(parent)
    case .becameReady: enter(.ready, task, at: now)
    case .resumed:
      adopt(task, in: tasks, at: now)
      enter(.running, task, at: now)
    case .suspended(let wait):
      enter(tasks[task].map { Activity($0) } ?? Activity(wait), task, at: now)
    case .cleanupStarted: enter(.cleaningUp, task, at: now)
    case .cleanupEnded: break
    case .finished(let outcome): close(task, outcome, at: now)
    }
  }

  /// The present lane of a task; `nil` if it has none.
  subscript(task: TaskID) -> Lane? { indices[task].map { lanes[$0] } }

  /// The lanes whose tasks are live or ended no earlier than an instant.
  func lanes(since instant: VirtualInstant) -> [Lane] {
    lanes.filter { lane in lane.ended.map { $0 >= instant } ?? true }
  }

  /// The lanes at the end of a run: if there are more of them than rows, first those of live tasks,
  /// then of those that failed, were cancelled, and finished.
  static func ordered(_ lanes: [Lane], atEndForRows rows: Int) -> [Lane] {
    guard lanes.count > rows else { return lanes }
    let ranks = lanes.map { lane in
      lane.ended == nil ? -1 : EndedRank.of(lane.role, lane.activity, isOver: true)
    }
    return zip(lanes, ranks).enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
  }

  /// Some lanes for a number of rows. If there are more of them, those of live tasks come first. A
  /// task that ended within the grace period counts as live, so that rows in which tasks follow
  /// each other stay where they are.
  static func ordered(
    _ lanes: [Lane], forRows rows: Int, at now: VirtualInstant, grace: Duration
  ) -> [Lane] {
    guard lanes.count > rows else { return lanes }
    let limit = now.advanced(by: .zero - grace)
    let isLate = lanes.map { lane in lane.ended.map { $0 < limit } ?? false }
    return zip(lanes, isLate).filter { !$1 }.map(\.0) + zip(lanes, isLate).filter { $1 }.map(\.0)
  }
}

extension LaneBoard {
  /// Passes what the lanes show through a transfer; they are empty while it is away.
  mutating func pass(through transfer: inout ByteTransfer) {
    for index in lanes.indices { lanes[index].pass(through: &transfer) }
  }
}

extension LaneBoard {
  /// Whether a live task has a lane already: a snapshot reports such tasks again.
  private func isOpen(_ task: TaskID) -> Bool {
    indices[task].map { lanes[$0].ended == nil } ?? false
  }

  /// Removes the lanes of live tasks that a snapshot did not name: their ends were not reported.
  private mutating func keep(those tasks: TaskLedger) {
    lanes.removeAll { $0.ended == nil && tasks[$0.task]?.isLive != true }
    liveCount = lanes.count { $0.ended == nil }
    renumber()
  }

  private mutating func open(
    _ task: TaskID, _ name: Label, _ role: Symbol, at now: VirtualInstant
  ) {
    if let index = freeLane(for: name, role) {
      indices[lanes[index].task] = nil
      lanes[index].hand(to: task, name: name, at: now)
      indices[task] = index
    } else {
      guard lanes.count < LaneBoard.capacity || removeLongestEnded() else { return }
      insert(Lane(task, name: name, role: role, at: now))
    }
    liveCount += 1
  }

  /// Gives a lane to a task that had none when it was created.
  private mutating func adopt(_ task: TaskID, in tasks: TaskLedger, at now: VirtualInstant) {
    guard indices[task] == nil, lanes.count < LaneBoard.capacity || liveCount < lanes.count,
      let record = tasks[task], record.isLive
    else { return }
    open(task, record.name, record.role, at: now)
  }

  /// Removes the lane whose task ended first, if there is one, to make room.
  private mutating func removeLongestEnded() -> Bool {
    let ended = lanes.indices.compactMap { index in lanes[index].ended.map { (index, $0) } }
    guard let longest = ended.min(by: { $0.1 < $1.1 }) else { return false }
    lanes.remove(at: longest.0)
    renumber()
    return true
  }

  private func freeLane(for name: Label, _ role: Symbol) -> Int? {
    let free = lanes.indices.filter { lanes[$0].ended != nil && lanes[$0].role == role }
    return free.first { lanes[$0].name == name } ?? free.first
  }

  private mutating func insert(_ lane: Lane) {
    if !roles.contains(lane.role) {
      roles.append(lane.role)
      if lane.role.isInternalRole { internals.insert(lane.role) }
    }
    let rank = rank(of: lane.role)
    let place = lanes.firstIndex { self.rank(of: $0.role) > rank } ?? lanes.count
    lanes.insert(lane, at: place)
    renumber()
  }

  /// Tasks that a library starts for itself come last.
  private func rank(of role: Symbol) -> Int {
    guard !internals.contains(role) else { return .max }
    let rank = roles.firstIndex(of: role) ?? roles.count
    return supervisors.contains(role) ? rank + roles.count : rank
  }

  /// Notes that a task has started another one.
  private mutating func supervise(_ task: TaskID) {
    guard let index = indices[task], supervisors.insert(lanes[index].role).inserted else { return }
    let sorted = lanes.enumerated().sorted {
      (rank(of: $0.element.role), $0.offset) < (rank(of: $1.element.role), $1.offset)
    }
    lanes = sorted.map(\.element)
    renumber()
  }

  private mutating func renumber() {
    indices = [:]
    for (index, lane) in lanes.enumerated() { indices[lane.task] = index }
  }

  private mutating func rename(_ task: TaskID, _ name: Label) {
    guard let index = indices[task] else { return }
    lanes[index].name = name
  }

  private mutating func enter(_ activity: Activity, _ task: TaskID, at now: VirtualInstant) {
    guard let index = indices[task] else { return }
    lanes[index].enter(activity, at: now)
  }

  private mutating func mark(_ activity: Activity, _ task: TaskID, at now: VirtualInstant) {
    guard let index = indices[task] else { return }
    lanes[index].mark(activity, at: now)
  }

  private mutating func close(_ task: TaskID, _ outcome: TaskOutcome, at now: VirtualInstant) {
    guard let index = indices[task] else { return }
    if lanes[index].ended == nil { liveCount -= 1 }
    lanes[index].enter(Activity(outcome), at: now)
  }
}
