public import WeirEvents
import DequeModule

/// All queues of a run, folded from events.
///
/// A queue that is over makes room for the next of its name, whose record goes on from its own. Constant time an event,
/// as long as tasks leave a queue's waiting lines about in the order in which they came.
public struct QueueLedger: Sendable {
  private var queues = Generations<QueueRecord>()

  public init() {}

  /// The record of each queue, in the order of creation; the last of a name is its latest.
  public var records: [QueueRecord] { queues.records }

  /// One record for each name, which counts what was counted of all its queues.
  public var recordsByName: [QueueRecord] { queues.byName(at: .zero) }

  /// The record of a queue.
  public subscript(id: QueueID) -> QueueRecord? { queues.record(of: id.rawValue) }

  /// The name of a queue, or `queue-2` where nothing is known of it.
  public func name(of id: QueueID) -> String {
    self[id].map { "\($0.name)" } ?? "queue-\(id.rawValue)"
  }

  /// Takes in one event and the stay that it ended, if it ended one; what is not about queues changes nothing.
  public mutating func fold(_ event: Event, ended stay: TaskStay?) {
    if let stay, let wait = stay.wait { leave(stay.task, wait) }
    switch event.kind {
    case .task(let task, .suspended(let wait, _)): join(task, wait)
    case .queue(let id, .enqueued(_, _, let depth)):
      update(id) { record in
        record.enqueued += 1
        record.unfinished += 1
        record.rise(to: Int(depth))
      }
    case .queue(let id, .dequeued(_, _, let depth)):
      update(id) { record in
        record.dequeued += 1
        record.rise(to: Int(depth))
      }
    case .queue(let id, .done(_, _, let unfinished)):
      update(id) { record in
        record.done += 1
        record.unfinished = Int(unfinished)
      }
    case .queue(let id, .dropped(_, _, let cause, let depth)):
      update(id) { $0.drop(cause, depth: Int(depth)) }
    case .queue(_, .created), .queue(_, .reconfigured), .queue(_, .closed): foldLife(event)
    default: break
    }
  }

  private mutating func foldLife(_ event: Event) {
    switch event.kind {
    case .queue(let id, .created(let name, _, _, let capacity, let overflow, _)):
      let record = QueueRecord(
        id: id, name: name, created: event.instant, capacity: capacity, overflow: overflow)
      let predecessor = queues.predecessor(of: name) { $0.isOver(isLatest: $1) }
      queues.insert(record, after: predecessor, at: event.instant)
    case .queue(let id, .reconfigured(let capacity, let overflow)):
      update(id) { record in
        record.capacity = capacity.map(Int.init)
        record.overflow = overflow
      }
    case .queue(let id, .closed): update(id) { $0.isClosed = true }
    default: break
    }
  }

  private mutating func join(_ task: TaskID, _ wait: Wait) {
    switch wait {
    case .queuePut(let id): update(id) { $0.putterDeque.append(task) }
    case .queueGet(let id): update(id) { $0.getterDeque.append(task) }
    case .join(let id): update(id) { $0.joinerDeque.append(task) }
    default: break
    }
  }

  private mutating func leave(_ task: TaskID, _ wait: Wait) {
    switch wait {
    case .queuePut(let id): update(id) { $0.putterDeque.removeFirst(task) }
    case .queueGet(let id): update(id) { $0.getterDeque.removeFirst(task) }
    case .join(let id): update(id) { $0.joinerDeque.removeFirst(task) }
    default: break
    }
  }

  @inline(__always)
  private mutating func update(_ id: QueueID, _ change: (inout QueueRecord) -> Void) {
    queues.update(id.rawValue, change)
  }
}

extension QueueRecord {
  fileprivate mutating func rise(to depth: Int) {
    self.depth = depth
    highWaterMark = max(highWaterMark, depth)
  }

  fileprivate mutating func drop(_ cause: DropCause, depth: Int) {
    dropped += 1
    if cause == .oldest || depth < self.depth {
      droppedAfterEntry += 1
      unfinished = max(unfinished - 1, 0)
    }
    self.depth = depth
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
    enqueued += earlier.enqueued
    dequeued += earlier.dequeued
    dropped += earlier.dropped
    droppedAfterEntry += earlier.droppedAfterEntry
    done += earlier.done
  }
}
