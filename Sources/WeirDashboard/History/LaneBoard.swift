import WeirAnalysis
import WeirEvents
import WeirWording

/// The lanes of the tasks, in an order that stays: by role, then by who came first. Roles that start other tasks come
/// last: where there is little room, those that do the work are seen.
///
/// A task that starts takes over the first lane of its role whose task has ended, so that requests which come and go
/// follow each other in a few rows. At most 256 lanes: when there are so many, a task that lives takes the place of one
/// that has ended, and without such a place it has no lane until there is one.
struct LaneBoard: Sendable {
  private static let capacity = 256

  private(set) var lanes: [Lane] = []
  /// How many of the lanes belong to tasks that live.
  private(set) var liveCount = 0
  private var indices: [TaskID: Int] = [:]
  private var roles: [Symbol] = []
  private var supervisors: Set<Symbol> = []

  /// Takes in one event, which the tasks have taken in before; those that are not about tasks change nothing.
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

  /// The lane that a task has now.
  subscript(task: TaskID) -> Lane? { indices[task].map { lanes[$0] } }

  /// Lets go of the lanes whose tasks ended before an instant.
  mutating func forget(endedBefore instant: VirtualInstant) {
    let count = lanes.count
    lanes.removeAll { lane in lane.ended.map { $0 < instant } ?? false }
    if lanes.count != count { renumber() }
  }

  /// The lanes for so many rows: where there are more, those of living tasks come first. One that ended within the
  /// grace counts as living, so that rows in which tasks follow each other stay where they are.
  func ordered(forRows rows: Int, at now: VirtualInstant, grace: Duration) -> [Lane] {
    guard lanes.count > rows else { return lanes }
    let limit = now.advanced(by: .zero - grace)
    let isLate = lanes.map { lane in lane.ended.map { $0 < limit } ?? false }
    return zip(lanes, isLate).filter { !$1 }.map(\.0) + zip(lanes, isLate).filter { $1 }.map(\.0)
  }
}

extension LaneBoard {
  /// Whether a task that lives has a lane. A snapshot tells of such a task anew.
  private func isOpen(_ task: TaskID) -> Bool {
    indices[task].map { lanes[$0].ended == nil } ?? false
  }

  /// A snapshot has named all that live: the lanes of others, whose ends nobody has told, go.
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

  /// Gives a lane to a task that began while there was none for it.
  private mutating func adopt(_ task: TaskID, in tasks: TaskLedger, at now: VirtualInstant) {
    guard indices[task] == nil, lanes.count < LaneBoard.capacity || liveCount < lanes.count,
      let record = tasks[task], record.isLive
    else { return }
    open(task, record.name, record.role, at: now)
  }

  /// Makes room for one lane, where the task of one has ended.
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
    if !roles.contains(lane.role) { roles.append(lane.role) }
    let rank = rank(of: lane.role)
    let place = lanes.firstIndex { self.rank(of: $0.role) > rank } ?? lanes.count
    lanes.insert(lane, at: place)
    renumber()
  }

  private func rank(of role: Symbol) -> Int {
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
