public import WeirEvents

/// All batchers of a run, folded from events.
///
/// Nothing tells the end of a batcher: one that is at rest makes room for the next of its name, whose record goes on from
/// its own. Constant time an event, but for ending a batch, which is looked for among those that are being dealt with.
public struct BatcherLedger: Sendable {
  private var batchers = Generations<BatcherRecord>()

  public init() {}

  /// The record of each batcher, in the order of creation; the last of a name is its latest.
  public var records: [BatcherRecord] { batchers.records }

  /// One record for each name, which counts what was counted of all its batchers.
  public var recordsByName: [BatcherRecord] { batchers.byName(at: .zero) }

  /// The record of a batcher.
  public subscript(id: BatcherID) -> BatcherRecord? { batchers.record(of: id.rawValue) }

  /// The name of a batcher, or `batcher-2` where nothing is known of it.
  public func name(of id: BatcherID) -> String {
    self[id].map { "\($0.name)" } ?? "batcher-\(id.rawValue)"
  }

  /// Takes in one event that is about a batcher; others change nothing.
  public mutating func fold(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .batch(let id, .itemAdded(_, let size)): update(id) { $0.open?.fill = Int(size) }
    case .batch(let id, .itemWithdrawn(_, let size)): update(id) { $0.withdraw(leaving: Int(size)) }
    case .batch(let id, .opened(_, let due)):
      update(id) { $0.open = .init(fill: 0, since: now, due: due) }
    case .batch(let id, .flushed(let task, let size, let cause)):
      update(id) { $0.flush(.init(task: task, size: Int(size), since: now, cause: cause)) }
    case .batch(let id, .ended(let task, let size)):
      update(id) { $0.end(by: task, size: Int(size)) }
    case .batch(let id, .created(let name, let linger, let size)):
      let record = BatcherRecord(id: id, name: name, created: now, size: size, linger: linger)
      let predecessor = batchers.predecessor(of: name) { batcher, _ in batcher.isAtRest }
      batchers.insert(record, after: predecessor, at: now)
    case .batch(let id, .reconfigured(let size, let linger)):
      update(id) { record in
        record.size = Int(size)
        record.linger = linger
      }
    default: break
    }
  }

  /// A task begins to wait for a batch.
  mutating func join(_ id: BatcherID, _ task: TaskID) {
    update(id) { $0.waiterDeque.append(task) }
  }

  /// A task no longer waits.
  mutating func leave(_ id: BatcherID, _ task: TaskID) {
    update(id) { $0.waiterDeque.removeFirst(task) }
  }

  private mutating func update(_ id: BatcherID, _ change: (inout BatcherRecord) -> Void) {
    batchers.update(id.rawValue, change)
  }
}

extension BatcherRecord: Generation {
  var number: UInt32 { id.rawValue }

  fileprivate var isAtRest: Bool { open == nil && inProcess.isEmpty && waiterDeque.isEmpty }

  mutating func goOn(from earlier: BatcherRecord, at now: VirtualInstant) {
    flushed += earlier.flushed
    items += earlier.items
    ended += earlier.ended
    for index in causes.indices { causes[index] += earlier.causes[index] }
  }
}
