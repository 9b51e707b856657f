public import WeirEvents

/// All batchers of a run, folded from events.
///
/// No event marks the end of a batcher: an idle one makes room for the next of its name, whose
/// record continues its counts. At most `batcherLimit` records are kept.
/// - Complexity: Constant time per event; the end of a batch is linear in the number of batches
///   being processed.
public struct BatcherLedger: Sendable {
  private var batchers = Generations<BatcherRecord>()
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0

  /// The maximum number of batchers with a record.
  public static var batcherLimit: Int { Generations<BatcherRecord>.limit }

  /// Creates the ledger of a run without batchers.
  public init() {}

  /// The record of each batcher, in the order of creation; the last of a name is its latest.
  public var records: [BatcherRecord] { batchers.records }

  /// One record for each name, which counts what was counted of all its batchers.
  public var recordsByName: [BatcherRecord] { batchers.byName(at: .zero) }

  /// How many batchers were created after all records were used.
  public var unlistedCount: Int { batchers.unlistedCount }

  /// The record of a batcher; `nil` if it has none.
  public subscript(id: BatcherID) -> BatcherRecord? { batchers.record(of: id.rawValue) }

  /// The name of a batcher, or `batcher-2` if it has no record.
  public func name(of id: BatcherID) -> String {
    self[id].map { "\($0.name)" } ?? "batcher-\(id.rawValue)"
  }

  /// Folds one event of a batcher.
  public mutating func fold(_ id: BatcherID, _ event: BatchEvent, at instant: VirtualInstant) {
    switch event {
    case .itemAdded(_, let size): update(id) { $0.open?.fill = Int(size) }
    case .itemWithdrawn(_, let size): update(id) { $0.withdraw(leaving: Int(size)) }
    case .opened(_, let due): update(id) { $0.open = .init(fill: 0, since: instant, due: due) }
    case .flushed(let task, let size, let cause):
      update(id) { $0.flush(.init(task: task, size: Int(size), since: instant, cause: cause)) }
    case .ended(let task, let size): update(id) { $0.end(by: task, size: Int(size)) }
    case .created(let name, let linger, let size):
      create(
        BatcherRecord(id: id, name: name, created: instant, size: size, linger: linger),
        at: instant)
    case .reconfigured(let size, let linger):
      update(id) { record in
        record.size = Int(size)
        record.linger = linger
      }
    }
  }

  private mutating func create(_ record: BatcherRecord, at instant: VirtualInstant) {
    guard batchers.position(of: record.number) == nil else {
      if snapshot != 0 {
        update(record.id) { known in
          known.size = record.size
          known.linger = record.linger
        }
      }
      return
    }
    let predecessor = batchers.predecessor(of: record.name) { batcher, _ in batcher.isAtRest }
    batchers.insert(record, after: predecessor, at: instant)
    update(record.id) { _ in }
  }

  /// A task begins to wait for a batch.
  mutating func join(_ id: BatcherID, _ task: TaskID) {
    batchers.update(id.rawValue) { $0.waiterDeque.append(task) }
  }

  /// A task no longer waits.
  mutating func leave(_ id: BatcherID, _ task: TaskID) {
    batchers.update(id.rawValue) { $0.waiterDeque.removeFirst(task) }
  }

  private mutating func update(_ id: BatcherID, _ change: (inout BatcherRecord) -> Void) {
    guard let position = batchers.position(of: id.rawValue) else { return }
    batchers[position].snapshot = snapshot
    change(&batchers[position])
  }

  /// Begins the snapshot with this number, which lists everything that exists.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: batchers that it did not list lose their batches.
  mutating func endSnapshot() {
    for index in batchers.records.indices where batchers[index].snapshot != snapshot {
      batchers[index].vanish()
    }
    snapshot = 0
  }
}

extension BatcherRecord: Generation {
  var number: UInt32 { id.rawValue }

  fileprivate var isAtRest: Bool { open == nil && inProcess.isEmpty && waiterDeque.isEmpty }

  mutating func inherit(from earlier: BatcherRecord, at now: VirtualInstant) {
    flushed += earlier.flushed
    items += earlier.items
    ended += earlier.ended
    for index in causes.indices { causes[index] += earlier.causes[index] }
  }
}
