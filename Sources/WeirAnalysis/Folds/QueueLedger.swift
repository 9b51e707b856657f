public import WeirEvents
import DequeModule

/// All queues of a run, folded from events.
///
/// A queue that is over makes room for the next of its name, whose record continues its counts. At
/// most `queueLimit` records are kept.
/// - Complexity: Constant time per event, as long as tasks stop waiting for a queue roughly in the
///   order in which they began.
public struct QueueLedger: Sendable {
  private var queues = Generations<QueueRecord>()
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0

  /// The maximum number of queues with a record; events of further ones count only in the totals of
  /// the run.
  public static var queueLimit: Int { Generations<QueueRecord>.limit }

  /// Creates the ledger of a run without queues.
  public init() {}

  /// The record of each queue, in the order of creation; the last of a name is its latest.
  public var records: [QueueRecord] { queues.records }

  /// One record per name, with the counts of all its queues.
  public var recordsByName: [QueueRecord] { queues.byName(at: .zero) }

  /// How many queues were created after all records were used.
  public var unlistedCount: Int { queues.unlistedCount }

  /// The record of a queue; `nil` if it has none.
  public subscript(id: QueueID) -> QueueRecord? { queues.record(of: id.rawValue) }

  /// The name of a queue, or `queue-2` if it has no record.
  public func name(of id: QueueID) -> String {
    self[id].map { "\($0.name)" } ?? "queue-\(id.rawValue)"
  }

  /// Folds one event of a queue.
  public mutating func fold(_ id: QueueID, _ event: QueueEvent, at instant: VirtualInstant) {
    switch event {
    case .enqueued(_, _, let depth): enqueued(id, depth)
    case .dequeued(_, _, let depth): dequeued(id, depth)
    case .done(_, _, let unfinished): done(id, unfinished)
    case .dropped(_, _, let cause, let depth):
      update(id) { $0.drop(cause, depth: Int(depth)) }
    case .counted(let enqueued, let dequeued, let done, let depth, let high):
      update(id) { record in
        record.count(enqueued: Int(enqueued), dequeued: Int(dequeued), done: Int(done))
        record.rise(to: Int(high))
        record.depth = Int(depth)
      }
    case .created(let name, let place, let depth, let capacity, let overflow, let order):
      let record = QueueRecord(
        id: id, name: name, created: instant, at: place, capacity: capacity, overflow: overflow,
        order: order, depth: depth)
      create(record, at: instant)
    case .reconfigured(let capacity, let overflow):
      update(id) { record in
        record.capacity = capacity.map(Int.init)
        record.overflow = overflow
      }
    case .closed: update(id) { $0.isClosed = true }
    }
  }

  /// Notes that an item was enqueued, which leaves this depth.
  mutating func enqueued(_ id: QueueID, _ depth: UInt32) {
    update(id) { record in
      record.enqueued += 1
      record.unfinished += 1
      record.rise(to: Int(depth))
    }
  }

  /// Notes that an item was dequeued, which leaves this depth.
  mutating func dequeued(_ id: QueueID, _ depth: UInt32) {
    update(id) { record in
      record.dequeued += 1
      record.rise(to: Int(depth))
    }
  }

  /// Notes that an item was marked done, which leaves this many unfinished.
  mutating func done(_ id: QueueID, _ unfinished: UInt32) {
    update(id) { record in
      record.done += 1
      record.unfinished = Int(unfinished)
    }
  }

  private mutating func create(_ record: QueueRecord, at instant: VirtualInstant) {
    guard queues.position(of: record.number) == nil else {
      if snapshot != 0 { update(record.id) { $0.refresh(record) } }
      return
    }
    let predecessor = queues.predecessor(of: record.name) { $0.isOver(isLatest: $1) }
    queues.insert(record, after: predecessor, at: instant)
    update(record.id) { _ in }
  }

  /// Changes the record of a queue, if there is one.
  @inline(__always)
  mutating func update(_ id: QueueID, _ change: (inout QueueRecord) -> Void) {
    guard let position = queues.position(of: id.rawValue) else { return }
    queues.update(at: position) { [snapshot] record in
      change(&record)
      if snapshot != 0 { record.snapshot = snapshot }
    }
  }

  /// Changes the tasks that wait for a queue, which does not count as listing it in a snapshot.
  @inline(__always)
  mutating func updateWaiters(_ id: QueueID, _ change: (inout QueueRecord) -> Void) {
    queues.update(id.rawValue, change)
  }

  /// Begins the snapshot with this number, which lists everything that exists.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: queues that it did not list are gone, with all their items.
  mutating func endSnapshot() {
    for index in queues.records.indices where queues[index].snapshot != snapshot {
      queues[index].vanish()
    }
    snapshot = 0
  }
}

extension QueueRecord {
  fileprivate mutating func rise(to depth: Int) {
    self.depth = depth
    highWaterMark = max(highWaterMark, depth)
  }

  fileprivate mutating func count(enqueued: Int, dequeued: Int, done: Int) {
    self.enqueued = self.enqueued.saturatingPlus(enqueued)
    self.dequeued = self.dequeued.saturatingPlus(dequeued)
    self.done = self.done.saturatingPlus(done)
    unfinished = max(unfinished + enqueued - done, 0)
  }

  fileprivate mutating func drop(_ cause: DropCause, depth: Int) {
    dropped += 1
    if cause == .oldest || depth < self.depth {
      droppedAfterEntry += 1
      unfinished = max(unfinished - 1, 0)
    }
    self.depth = depth
  }

  /// Takes over what a snapshot says about the queue.
  fileprivate mutating func refresh(_ record: QueueRecord) {
    isClosed = false
    capacity = record.capacity
    overflow = record.overflow
    order = record.order
    rise(to: record.depth)
    unfinished = max(unfinished, depth)
  }

  fileprivate mutating func vanish() {
    isClosed = true
    depth = 0
    unfinished = 0
  }
}

extension QueueRecord: Generation {
  var number: UInt32 { id.rawValue }

  /// Whether nothing can happen to it any more. Items never marked done may be lost; the queue
  /// waits for them until there is a later one with its name.
  fileprivate func isOver(isLatest: Bool) -> Bool {
    isClosed && depth == 0 && (unfinished == 0 || !isLatest)
      && putterDeque.isEmpty && getterDeque.isEmpty && joinerDeque.isEmpty
  }

  mutating func inherit(from earlier: QueueRecord, at now: VirtualInstant) {
    predecessor = earlier.id
    highWaterMark = max(highWaterMark, earlier.highWaterMark)
    enqueued = enqueued.saturatingPlus(earlier.enqueued)
    dequeued = dequeued.saturatingPlus(earlier.dequeued)
    dropped += earlier.dropped
    droppedAfterEntry += earlier.droppedAfterEntry
    done = done.saturatingPlus(earlier.done)
  }
}
