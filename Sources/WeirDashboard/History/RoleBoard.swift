import DequeModule
import WeirAnalysis
import WeirEvents

/// The tasks of a run by role: how many are live, the oldest of these, and the newest of all.
///
/// Pictures are drawn from it, so that the time for a frame doesn't depend on the number of tasks.
/// Amortized constant time per event; its size depends on the number of live tasks.
struct RoleBoard: Sendable {
  /// How many tasks of a role are listed: more have no room on a screen.
  static let limit = 1024
  /// How many roles are distinguished; the tasks of all later ones count as one.
  private static let mostRoles = 16

  /// The tasks of one role.
  struct Group: Sendable {
    let role: Symbol
    /// How many are live.
    fileprivate(set) var liveCount = 0
    /// How many were live at once lately.
    fileprivate(set) var peak = RecentPeak()
    /// The oldest live tasks, in the order of creation: at most `limit`.
    fileprivate(set) var live: [TaskID] = []
    /// The newest tasks, live or ended, in the order of creation: at most `limit`.
    fileprivate(set) var latest: Deque<TaskID> = []
    /// Live tasks that are not listed yet, in the order of creation; some may have ended meanwhile.
    fileprivate var further: Deque<TaskID> = []
  }

  /// In the order in which the roles first appeared.
  private(set) var groups: [Group] = []
  private var indices: [Symbol: Int] = [:]
  /// How many tasks are live, as far as the board has followed the tasks.
  private var liveCount = 0

  subscript(role: Symbol) -> Group? { indices[role].map { groups[$0] } }

  /// Folds an event that the tasks have already folded. Only those about the start and end of tasks
  /// change anything.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    if case .source(.snapshotEnded) = event.kind { count(tasks, at: now) }
    guard case .task(let task, let event) = event.kind, let step = event.step else { return }
    switch step {
    case .began(_, let role, _):
      // A snapshot reports live tasks again.
      guard tasks.liveCount > liveCount else { return }
      liveCount += 1
      groups[index(of: role)].begin(task, at: now)
    case .finished:
      guard tasks.liveCount < liveCount, let record = tasks[task] else { return }
      liveCount -= 1
      groups[index(of: record.role)].end(task, in: tasks, at: now)
    case .becameReady, .resumed, .suspended, .cleanupStarted, .cleanupEnded: break
    }
  }

  /// Passes which tasks are the newest through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    for index in groups.indices { groups[index].pass(through: &transfer) }
  }

  /// Counts again after a snapshot, which names all live tasks: others are gone.
  private mutating func count(_ tasks: TaskLedger, at now: VirtualInstant) {
    for index in groups.indices { groups[index].clear() }
    liveCount = 0
    for record in tasks.records(after: .none) where record.isLive {
      liveCount += 1
      groups[index(of: record.role)].list(record.id)
    }
    for index in groups.indices { groups[index].peak.note(groups[index].liveCount, at: now) }
  }

  private mutating func index(of role: Symbol) -> Int {
    if let known = indices[role] { return known }
    if groups.count < RoleBoard.mostRoles {
      indices[role] = groups.count
      groups.append(Group(role: role))
    } else {
      indices[role] = groups.count - 1
    }
    return groups.count - 1
  }
}

extension RoleBoard.Group {
  fileprivate mutating func pass(through transfer: inout ByteTransfer) {
    transfer.pass(&latest)
  }

  fileprivate mutating func clear() {
    liveCount = 0
    live = []
    further = []
  }

  fileprivate mutating func list(_ task: TaskID) {
    liveCount += 1
    if live.count < RoleBoard.limit, further.isEmpty {
      live.append(task)
    } else {
      further.append(task)
    }
  }

  fileprivate mutating func begin(_ task: TaskID, at now: VirtualInstant) {
    list(task)
    peak.note(liveCount, at: now)
    latest.append(task)
    if latest.count > RoleBoard.limit { latest.removeFirst() }
  }

  fileprivate mutating func end(_ task: TaskID, in tasks: TaskLedger, at now: VirtualInstant) {
    liveCount = max(liveCount - 1, 0)
    peak.note(liveCount, at: now)
    if let place = place(of: task) {
      live.remove(at: place)
      while live.count < RoleBoard.limit, let next = further.popFirst() {
        if tasks[next]?.isLive == true { live.append(next) }
      }
    } else if further.count > 2 * max(liveCount - live.count, 32) {
      further.removeAll { tasks[$0]?.isLive != true }
    }
  }

  /// The index of a task in the list, whose numbers ascend.
  private func place(of task: TaskID) -> Int? {
    let place = live.partitioningIndex { $0.rawValue >= task.rawValue }
    return place < live.count && live[place] == task ? place : nil
  }
}
