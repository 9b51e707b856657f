public import WeirEvents
import DequeModule

/// All queues of a run, folded from events.
///
/// A queue that is over makes room for the next of its name, whose record goes on from its own. Constant time an event,
/// as long as tasks leave a queue's waiting lines about in the order in which they came. At most
/// `queueLimit` records are kept.
public struct QueueLedger: Sendable {
  private var queues = Generations<QueueRecord>()
  /// The number of the snapshot that is under way; 0 if none is.
  private var snapshot: UInt32 = 0

  /// The largest number of queues that have a record; what happens to further ones counts for the
  /// whole run only.
  public static var queueLimit: Int { Generations<QueueRecord>.limit }

  public init() {}

  /// The record of each queue, in the order of creation; the last of a name is its latest.
  public var records: [QueueRecord] { queues.records }

  /// One record for each name, which counts what was counted of all its queues.
  public var recordsByName: [QueueRecord] { queues.byName(at: .zero) }

  /// How many queues were made for which there was no record left.
  public var unlistedCount: Int { queues.unlistedCount }

  /// The record of a queue.
  public subscript(id: QueueID) -> QueueRecord? { queues.record(of: id.rawValue) }

  /// The name of a queue, or `queue-2` where nothing is known of it.
  public func name(of id: QueueID) -> String {
    self[id].map { "\($0.name)" } ?? "queue-\(id.rawValue)"
  }

  /// Takes in what happened to a queue.
  public mutating func fold(_ id: QueueID, _ event: QueueEvent, at instant: VirtualInstant) {
    switch event {
    case .enqueued(_, _, let depth):
      update(id) { record in
        record.enqueued += 1
        record.unfinished += 1
        record.rise(to: Int(depth))
      }
    case .dequeued(_, _, let depth):
      update(id) { record in
        record.dequeued += 1
        record.rise(to: Int(depth))
      }
    case .done(_, _, let unfinished):
      update(id) { record in
        record.done += 1
        record.unfinished = Int(unfinished)
      }
    case .dropped(_, _, let cause, let depth):
      update(id) { $0.drop(cause, depth: Int(depth)) }
    case .counted(let enqueued, let dequeued, let done, let depth, let high):
      update(id) { record in
        record.count(enqueued: Int(enqueued), dequeued: Int(dequeued), done: Int(done))
        record.rise(to: Int(high))
        record.depth = Int(depth)
      }
    case .created(let name, _, let depth, let capacity, let overflow, let order):
      let record = QueueRecord(
        id: id, name: name, created: instant, capacity: capacity, overflow: overflow, order: order,
        depth: depth)
      create(record, at: instant)
    case .reconfigured(let capacity, let overflow):
      update(id) { record in
        record.capacity = capacity.map(Int.init)
        record.overflow = overflow
      }
    case .closed: update(id) { $0.isClosed = true }
    }
  }

  private mutating func create(_ record: QueueRecord, at instant: VirtualInstant) {
    guard queues.position(of: record.number) == nil else {
      if snapshot != 0 { update(record.id) { $0.tellAnew(record) } }
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
    change(&queues[position])
    if snapshot != 0 { queues[position].snapshot = snapshot }
  }

  /// Changes who waits at a queue, which names it in no snapshot.
  @inline(__always)
  mutating func updateLines(_ id: QueueID, _ change: (inout QueueRecord) -> Void) {
    queues.update(id.rawValue, change)
  }

  /// A snapshot of that number begins, which names all that there is.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// The snapshot ends: the queues that it did not name are gone, with all that was in them.
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

  /// A snapshot tells what the queue is like now.
  fileprivate mutating func tellAnew(_ record: QueueRecord) {
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

  /// Whether nothing can happen to it any more. Items that nobody called done may be lost; they are waited for until there
  /// is a later queue of the name.
  fileprivate func isOver(isLatest: Bool) -> Bool {
    isClosed && depth == 0 && (unfinished == 0 || !isLatest)
      && putterDeque.isEmpty && getterDeque.isEmpty && joinerDeque.isEmpty
  }

  mutating func goOn(from earlier: QueueRecord, at now: VirtualInstant) {
    predecessor = earlier.id
    highWaterMark = max(highWaterMark, earlier.highWaterMark)
    enqueued = enqueued.saturatingPlus(earlier.enqueued)
    dequeued = dequeued.saturatingPlus(earlier.dequeued)
    dropped += earlier.dropped
    droppedAfterEntry += earlier.droppedAfterEntry
    done = done.saturatingPlus(earlier.done)
  }
}
