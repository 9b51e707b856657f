public import WeirEvents
import DequeModule

/// All live tasks of a run, and the last few that ended, folded from events.
///
/// It holds what lives, and of what has ended the last `retained`: its size has a limit that does not grow with the
/// run. Constant time an event.
public struct TaskLedger: Sendable {
  /// How many ended tasks are kept.
  public let retained: Int
  private var roster = Roster<TaskRecord>()
  private var ended: Deque<TaskID> = []
  /// How many tasks live.
  public private(set) var liveCount = 0

  public init(retained: Int = 64) {
    self.retained = retained
  }

  /// The record of a task that lives or has ended lately.
  public subscript(id: TaskID) -> TaskRecord? { roster.value(of: UInt64(id.rawValue)) }

  /// Whether a task is known and has not ended.
  func isLive(_ id: TaskID) -> Bool {
    roster.position(of: UInt64(id.rawValue)).map { roster[$0].isLive } ?? false
  }

  /// The records in the order of creation.
  public var records: [TaskRecord] { Array(roster.presentValues) }

  /// The records of the tasks that were created after one, in the order of creation: for whoever looks at many tasks a
  /// few at a time.
  public func records(after id: TaskID) -> some Sequence<TaskRecord> {
    roster.presentValues(after: UInt64(id.rawValue))
  }

  /// The live tasks that a task has started, the youngest first. Looks at no other tasks.
  public func liveChildren(of parent: TaskID) -> some Sequence<TaskRecord> {
    sequence(state: self[parent]?.youngestChild ?? .none) { next in
      guard let child = self[next] else { return nil }
      next = child.olderSibling
      return child
    }
  }

  /// The name of a task, or `task-7` where nothing is known of it any more.
  public func name(of id: TaskID) -> String {
    self[id].map { "\($0.name)" } ?? "task-\(id.rawValue)"
  }

  /// Takes in one event, and answers with the stay that it ended; events that are not about tasks change nothing.
  @discardableResult
  public mutating func fold(_ event: Event) -> TaskStay? {
    let now = event.instant
    switch event.kind {
    case .task(let id, .created(let name, let role, let parent, let origin)):
      create(id, name, role, by: parent, origin, at: now)
      return nil
    case .task(let id, .becameReady):
      return enter(.ready, id, at: now)
    case .task(let id, .resumed):
      return enter(.running, id, at: now) { $0.polls += 1 }
    case .task(let id, .suspended(let wait, let callSite)):
      return enter(TaskState(wait), id, at: now) { record in
        record.wait = wait
        record.callSite = callSite
        if case .queueGet = wait { record.item = nil }
      }
    case .queue(_, .dequeued(let id, let item, _)):
      update(id) { $0.item = item }
      return nil
    case .queue(_, .done(let id, _, _)):
      update(id) { $0.item = nil }
      return nil
    case .pool(_, .acquired(let id, _)):
      update(id) { $0.heldResources += 1 }
      return nil
    case .task(let id, .finished(let outcome, let error)):
      if outcome == .completed { handOverResources(of: id) }
      let stay = enter(TaskState(outcome), id, at: now) { $0.error = error }
      if stay != nil { retire(id) }
      return stay
    case .task(_, .cancellationRequested), .task(_, .cancellationNoticed),
      .task(_, .cleanupStarted), .task(_, .cleanupEnded):
      foldCancellation(event)
      return nil
    case .request(_, .started), .request(_, .ended), .request(_, .attemptStarted),
      .request(_, .retryScheduled), .request(_, .retriesExhausted):
      foldWork(event)
      return nil
    default:
      return nil
    }
  }

  /// A number that is taken, or nobody's, is that of no new task, and a parent has a smaller number
  /// than its children or is none, so that families are trees.
  private mutating func create(
    _ id: TaskID, _ name: Label, _ role: Symbol, by parent: TaskID, _ origin: TaskOrigin,
    at now: VirtualInstant
  ) {
    guard id != .none, roster.position(of: UInt64(id.rawValue)) == nil else { return }
    let parent = parent < id ? parent : .none
    var record = TaskRecord(id: id, name: name, role: role, parent: parent, created: now)
    record.origin = origin
    roster.insert(record, for: UInt64(id.rawValue))
    link(id, to: parent)
    liveCount += 1
  }

  @inline(__always)
  private mutating func enter(
    _ state: TaskState, _ id: TaskID, at now: VirtualInstant,
    _ change: (inout TaskRecord) -> Void = { _ in }
  ) -> TaskStay? {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return nil }
    let old = roster[position].enter(state, at: now)
    change(&roster[position])
    return old
  }

  /// A resource is given back, or can never be.
  mutating func released(by id: TaskID) {
    update(id) { $0.heldResources = max($0.heldResources - 1, 0) }
  }

  /// Who has what a task holds that ends well and has leaked nothing: its parent; nobody where it holds nothing.
  func heir(of record: TaskRecord) -> TaskID? {
    guard record.heldResources > 0, self[record.parent]?.isLive == true else { return nil }
    return record.parent
  }

  private mutating func handOverResources(of id: TaskID) {
    guard let record = self[id], let heir = heir(of: record) else { return }
    update(heir) { $0.heldResources += record.heldResources }
    update(id) { $0.heldResources = 0 }
  }

  private mutating func foldCancellation(_ event: Event) {
    switch event.kind {
    case .task(let id, .cancellationRequested(let by, _)):
      update(id) { record in
        guard record.cancellation == nil else { return }
        record.cancellation = .init(requestedBy: by, requested: event.instant)
      }
    case .task(let id, .cancellationNoticed):
      update(id) { record in
        if record.cancellation?.noticed == nil { record.cancellation?.noticed = event.instant }
      }
    case .task(let id, .cleanupStarted):
      update(id) { record in
        record.isCleaningUp = true
        record.cancellation?.cleanupStarted = event.instant
      }
    case .task(let id, .cleanupEnded):
      update(id) { record in
        record.isCleaningUp = false
        record.cancellation?.cleanupEnded = event.instant
      }
    default:
      break
    }
  }

  private mutating func foldWork(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .request(let id, .started): update(id) { $0.request = now }
    case .request(let id, .ended):
      update(id) { record in
        record.request = nil
        record.attempt = nil
      }
    case .request(let id, .attemptStarted(let number)):
      update(id) { $0.attempt = .init(number: Int(number)) }
    case .request(let id, .retryScheduled(let number, let delay)):
      update(id) { $0.attempt = .init(number: Int(number), next: now.advanced(by: delay)) }
    case .request(let id, .retriesExhausted): update(id) { $0.attempt = nil }
    default: break
    }
  }

  private mutating func update(_ id: TaskID, _ change: (inout TaskRecord) -> Void) {
    guard let position = roster.position(of: UInt64(id.rawValue)) else { return }
    change(&roster[position])
  }

  /// Makes a task the youngest of its parent's live children.
  private mutating func link(_ id: TaskID, to parent: TaskID) {
    guard let position = roster.position(of: UInt64(parent.rawValue)) else { return }
    let sibling = roster[position].youngestChild
    roster[position].youngestChild = id
    roster[position].liveChildren += 1
    update(id) { $0.olderSibling = sibling }
    update(sibling) { $0.youngerSibling = id }
  }

  /// Takes a task out of its parent's live children.
  private mutating func unlink(_ id: TaskID) {
    guard let record = self[id] else { return }
    update(record.olderSibling) { $0.youngerSibling = record.youngerSibling }
    update(record.youngerSibling) { $0.olderSibling = record.olderSibling }
    update(record.parent) { parent in
      parent.liveChildren -= 1
      if parent.youngestChild == id { parent.youngestChild = record.olderSibling }
    }
    update(id) { $0.olderSibling = .none }
  }

  private mutating func retire(_ id: TaskID) {
    unlink(id)
    liveCount -= 1
    ended.append(id)
    while ended.count > retained, let oldest = ended.popFirst() {
      if let position = roster.position(of: UInt64(oldest.rawValue)) { roster.remove(at: position) }
    }
  }
}

extension TaskRecord {
  /// Books the time in the old state and begins the new one; a life that is over stays as it is.
  @inline(__always)
  mutating func enter(_ new: TaskState, at now: VirtualInstant) -> TaskStay? {
    guard !state.isOver else { return nil }
    let spent = now.nanoseconds &- since.nanoseconds
    switch state {
    case .working, .running: busyNanoseconds &+= spent
    case .ready, .created: readyNanoseconds &+= spent
    case .waiting, .sleeping: idleNanoseconds &+= spent
    case .finished, .failed, .cancelled, .timedOut: break
    }
    let stay = TaskStay(task: id, state: state, wait: wait, since: since)
    state = new
    since = now
    wait = nil
    return stay
  }
}

extension TaskState {
  init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut, .queueGet, .join, .child, .poolAcquire, .batch, .children, .offload,
      .other:
      self = .waiting
    }
  }

  /// The state in which an outcome leaves a task.
  public init(_ outcome: TaskOutcome) {
    switch outcome {
    case .completed: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    }
  }
}
