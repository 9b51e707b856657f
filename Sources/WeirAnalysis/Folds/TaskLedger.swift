public import WeirEvents
import DequeModule

/// All live tasks of a run, and the most recently ended ones, folded from events.
///
/// It keeps at most `liveLimit` live tasks and the last `retained` ended ones, so its size does not
/// grow with the run.
/// - Complexity: Constant time per event.
public struct TaskLedger: Sendable {
  /// How many ended tasks are kept.
  public let retained: Int
  private var roster = Roster<TaskRecord>()
  private var ended: Deque<TaskID> = []
  /// How many live tasks are kept.
  public private(set) var liveCount = 0
  /// How many further tasks are alive, as far as is known.
  public private(set) var unlistedCount = 0
  /// How many tasks were forgotten because a snapshot did not list them.
  public private(set) var forgottenCount = 0
  /// Whether a task ever had a greater number than one that it started.
  private var hasGreaterParents = false
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0
  /// Whether the run is simulated, where a task that serves something sleeps in place of I/O.
  var sleepsStandForIO = true
  /// Whether every task ends before its parent, which is more than the task that created it.
  var areParentsScopes = true

  /// The maximum number of live tasks kept; further ones are only counted.
  public static let liveLimit = 1 << 18

  /// Creates the ledger of a run without tasks, which keeps a number of ended tasks.
  public init(retained: Int = 64) {
    self.retained = retained
  }

  /// The record of a task that is alive or ended recently; `nil` if there is none.
  public subscript(id: TaskID) -> TaskRecord? { roster.value(of: UInt64(id.rawValue)) }

  /// The records in the order of creation.
  public var records: [TaskRecord] { Array(roster.presentValues) }

  /// Whether no task is known.
  public var isEmpty: Bool { roster.count == 0 }

  /// The task without a parent that ended last, as far as ended tasks are kept; `nil` if none is
  /// known.
  public var lastEndedRoot: TaskRecord? {
    ended.reversed().lazy.compactMap { self[$0] }.first { $0.parent == .none }
  }

  /// The records in the order of creation, without a copy of all of them.
  var presentRecords: some Sequence<TaskRecord> { roster.presentValues }

  /// The records of the tasks created after one, in the order of creation: for going through many
  /// tasks a few at a time.
  ///
  /// - Complexity: Logarithmic, plus one step per task read.
  public func records(after id: TaskID) -> some Sequence<TaskRecord> {
    roster.presentValues(after: UInt64(id.rawValue))
  }

  /// The live tasks that a task has started, the youngest first.
  ///
  /// - Complexity: Constant time per child read.
  public func liveChildren(of parent: TaskID) -> some Sequence<TaskRecord> {
    sequence(state: self[parent]?.youngestChild ?? .none) { next in
      guard let child = self[next] else { return nil }
      next = child.olderSibling
      return child
    }
  }

  /// The role of a task, without copying its record; empty if it has none.
  func role(of id: TaskID) -> Symbol {
    roster.position(of: UInt64(id.rawValue)).map { roster[$0].role } ?? .empty
  }

  /// The name of a task, or `task-7` if it has no record.
  public func name(of id: TaskID) -> String {
    self[id].map { "\($0.name)" } ?? "task-\(id.rawValue)"
  }

  /// Whether the task is known and has not ended, without copying its record.
  func isLive(_ id: TaskID) -> Bool {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return false }
    return roster[position].isLive
  }

  /// Folds one event of a task, and returns the stay that it ended, if any.
  @discardableResult
  public mutating func fold(
    _ id: TaskID, _ event: TaskEvent, at instant: VirtualInstant
  ) -> TaskStay? {
    switch event {
    case .resumed:
      return enter(.running, id, at: instant) { $0.polls += 1 }
    case .becameReady(let waker):
      return enter(.ready, id, at: instant) { $0.wokenBy = waker }
    case .suspended(let wait, let place):
      return enter(TaskState(wait), id, on: wait, at: instant) { record in
        record.callSite = place
        if case .queueGet(let queue) = wait, record.held?.queue == queue { record.held = nil }
      }
    case .created(let name, let role, let parent, let origin):
      create(id, name, role, by: parent, origin, at: instant)
    case .finished(let outcome, let error):
      return finish(id, outcome, error, at: instant)
    case .cancellationRequested(let canceller, let place):
      update(id) { $0.cancel(by: canceller, place, at: instant) }
    case .cancellationNoticed:
      update(id) { record in
        if record.cancellation?.noticed == nil { record.cancellation?.noticed = instant }
      }
    case .cleanupStarted:
      update(id) { record in
        record.isCleaningUp = true
        record.cancellation?.cleanupStarted = instant
      }
    case .cleanupEnded:
      update(id) { record in
        record.isCleaningUp = false
        record.cancellation?.cleanupEnded = instant
      }
    case .renamed(let name): update(id) { $0.name = name }
    case .cancellationSwallowed(let place): update(id) { $0.swallow(at: instant, place) }
    }
    return nil
  }

  /// Folds one event of a task's request.
  public mutating func fold(_ id: TaskID, _ event: RequestEvent, at instant: VirtualInstant) {
    switch event {
    case .started: update(id) { $0.beginRequest(at: instant) }
    case .ended:
      update(id) { record in
        record.request = nil
        record.attempt = nil
      }
    case .attemptStarted(let number): update(id) { $0.attempt = .init(number: Int(number)) }
    case .retryScheduled(let number, let delay):
      update(id) { $0.attempt = .init(number: Int(number), next: instant.advanced(by: delay)) }
    case .retriesExhausted: update(id) { $0.attempt = nil }
    }
  }
}

// MARK: Plain steps

extension TaskLedger {
  /// Folds a step of a task that is in a given state, and returns the stay that it ended; `nil`,
  /// with nothing changed, if the task is in another state or a snapshot is in progress.
  @inline(__always)
  mutating func step(
    _ id: TaskID, from old: TaskState, to new: TaskState, on wait: Wait? = nil,
    at instant: VirtualInstant, _ change: (inout TaskRecord) -> Void
  ) -> TaskStay? {
    guard snapshot == 0, let position = roster.position(of: UInt64(id.rawValue)) else {
      return nil
    }
    return roster.update(at: position) { record in
      guard record.state == old else { return nil }
      let stay = record.enter(new, on: wait, at: instant)
      change(&record)
      return stay
    }
  }
}

// MARK: Moving out of memory

extension TaskLedger {
  /// Passes the records of the tasks through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) { roster.pass(through: &transfer) }
}

// MARK: Life

extension TaskLedger {
  /// Ignores `.none` and numbers in use, except that a snapshot updates what is known.
  private mutating func create(
    _ id: TaskID, _ name: Label, _ role: Symbol, by parent: TaskID, _ origin: TaskOrigin,
    at instant: VirtualInstant
  ) {
    guard id != .none else { return }
    if let position = roster.position(of: UInt64(id.rawValue)) {
      if snapshot != 0 { roster[position].refresh(name, role, in: snapshot) }
      return
    }
    guard liveCount < TaskLedger.liveLimit else {
      unlistedCount += 1
      return
    }
    let parent = ancestor(parent, of: id)
    var record = TaskRecord(
      id: id, name: name, role: role, parent: parent, origin: origin, created: instant)
    record.sleepsStandForIO = sleepsStandForIO
    record.snapshot = snapshot
    roster.insert(record, for: UInt64(id.rawValue))
    joinFamily(id, of: parent)
    liveCount += 1
  }

  /// The parent of a new task, or none if that would not make a tree: a parent has a smaller
  /// number, or is known already and does not descend from a task with the new number.
  private mutating func ancestor(_ parent: TaskID, of id: TaskID) -> TaskID {
    if parent < id, !hasGreaterParents { return parent }
    guard parent != id, parent < id || self[parent] != nil else { return .none }
    var ancestor = parent
    for _ in 0..<TaskLedger.longestDescent {
      guard ancestor != id else { return .none }
      guard let record = self[ancestor], record.parent != .none else {
        if id < parent { hasGreaterParents = true }
        return parent
      }
      ancestor = record.parent
    }
    return .none
  }

  /// How many generations are searched for a cycle.
  private static var longestDescent: Int { 256 }

  private mutating func finish(
    _ id: TaskID, _ outcome: TaskOutcome, _ error: Symbol, at instant: VirtualInstant
  ) -> TaskStay? {
    if outcome == .completed { handOverResources(of: id) }
    let stay = enter(TaskState(outcome), id, at: instant) { $0.error = error }
    if stay != nil {
      retire(id)
    } else if unlistedCount > 0, roster.position(of: UInt64(id.rawValue)) == nil {
      unlistedCount -= 1
    }
    return stay
  }

  private mutating func retire(_ id: TaskID) {
    leaveFamily(id)
    ended.append(id)
    while ended.count > retained, let oldest = ended.popFirst() {
      if let position = roster.position(of: UInt64(oldest.rawValue)) { roster.remove(at: position) }
    }
  }

  /// Makes a task the youngest of its parent's live children.
  private mutating func joinFamily(_ id: TaskID, of parent: TaskID) {
    guard let position = roster.position(of: UInt64(parent.rawValue)) else { return }
    let sibling = roster[position].youngestChild
    update(parent) { record in
      record.youngestChild = id
      record.liveChildren += 1
    }
    link(sibling, before: id)
  }

  /// Removes a task from the live children of its parent.
  private mutating func leaveFamily(_ id: TaskID) {
    liveCount -= 1
    guard let record = self[id] else { return }
    link(record.olderSibling, before: record.youngerSibling)
    link(.none, before: id)
    update(record.parent) { parent in
      parent.liveChildren = max(parent.liveChildren - 1, 0)
      if parent.youngestChild == id { parent.youngestChild = record.olderSibling }
    }
  }

  /// Makes two tasks, each of which may be `.none`, neighbors among the children of their parent.
  private mutating func link(_ older: TaskID, before younger: TaskID) {
    if let position = roster.position(of: UInt64(younger.rawValue)) {
      roster[position].olderSibling = older
    }
    if let position = roster.position(of: UInt64(older.rawValue)) {
      roster[position].youngerSibling = younger
    }
  }

  @inline(__always)
  private mutating func enter(
    _ state: TaskState, _ id: TaskID, on wait: Wait? = nil, at instant: VirtualInstant,
    _ change: (inout TaskRecord) -> Void
  ) -> TaskStay? {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return nil }
    return roster.update(at: position) { [snapshot] record in
      guard record.isLive else { return nil }
      if snapshot != 0, record.confirm(state, wait, since: instant, in: snapshot) { return nil }
      let stay = record.enter(state, on: wait, at: instant)
      change(&record)
      return stay
    }
  }

  @inline(__always)
  private mutating func update(_ id: TaskID, _ change: (inout TaskRecord) -> Void) {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return }
    roster.update(at: position) { [snapshot] record in
      change(&record)
      if snapshot != 0 { record.snapshot = snapshot }
    }
  }
}

// MARK: Items and resources

extension TaskLedger {
  /// Notes that a task takes an item from a queue.
  mutating func take(_ item: ItemID, from queue: QueueID, by id: TaskID) {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return }
    roster.update(at: position) { record in
      record.held = .init(queue: queue, item: item)
      record.lastTaken = queue
    }
  }

  /// Notes that an item, possibly unknown, is no longer held by the task, or by the nearest
  /// ancestor that holds it.
  mutating func removeItem(_ item: ItemID, of queue: QueueID, by id: TaskID) {
    var holder = id
    for _ in 0..<HeldWork.generations {
      guard let position = roster.position(of: UInt64(holder.rawValue)) else { return }
      if roster.update(at: position, { $0.removeItem(item, of: queue) }) { return }
      holder = roster[position].parent
    }
  }

  /// Notes that a task holds one more resource.
  mutating func acquired(by id: TaskID) {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return }
    roster[position].heldResources += 1
  }

  /// Notes that a resource is released or leaked.
  mutating func released(by id: TaskID) {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return }
    roster[position].heldResources = max(roster[position].heldResources - 1, 0)
  }

  /// Recounts how many resources each task holds.
  mutating func recountResources(of pools: [PoolRecord]) {
    for position in roster.presentPositions { roster[position].heldResources = 0 }
    for resource in pools.lazy.flatMap(\.resources) where !resource.isLeaked {
      if let holder = resource.holder { acquired(by: holder) }
    }
  }

  /// The task that gets the resources of a task that ends well without leaking: its parent; `nil`
  /// if it holds nothing, or nothing is known of a task that awaits it.
  func heir(of record: TaskRecord) -> TaskID? {
    guard record.heldResources > 0, isLive(record.parent), isAwaited(record) else { return nil }
    return record.parent
  }

  /// Whether a task is a part of its parent, such as one that only acquires something for it.
  private func isAwaited(_ record: TaskRecord) -> Bool {
    areParentsScopes || record.origin.details.isStructured
      || record.role.description.hasSuffix(".acquire")
  }

  private mutating func handOverResources(of id: TaskID) {
    guard let position = roster.position(of: UInt64(id.rawValue)),
      let heir = heir(of: roster[position]),
      let place = roster.position(of: UInt64(heir.rawValue))
    else { return }
    roster[place].heldResources += roster[position].heldResources
    roster[position].heldResources = 0
  }
}

// MARK: Snapshots

extension TaskLedger {
  /// Begins the snapshot with this number, which lists everything that is alive.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: forgets the live tasks that it did not list, and returns them.
  mutating func endSnapshot() -> [TaskRecord] {
    var forgotten: [TaskRecord] = []
    for record in roster.presentValues where record.isLive && record.snapshot != snapshot {
      forgotten.append(record)
    }
    snapshot = 0
    for record in forgotten {
      leaveFamily(record.id)
      if let position = roster.position(of: UInt64(record.id.rawValue)) {
        roster.remove(at: position)
      }
    }
    forgottenCount += forgotten.count
    return forgotten
  }
}
