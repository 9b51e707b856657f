/// All batchers of a run, folded from events.
///
/// Batchers are few and live as long as the run; so does their record. Constant time an event, but for ending a batch,
/// which is looked for among those that are being dealt with.
public struct BatcherLedger: Sendable {
  /// The record of each batcher, in the order of creation.
  public private(set) var records: [BatcherRecord] = []

  public init() {}

  /// The record of a batcher.
  public subscript(id: BatcherID) -> BatcherRecord? { position(of: id).map { records[$0] } }

  /// The name of a batcher, or `batcher-2` where nothing is known of it.
  public func name(of id: BatcherID) -> String {
    self[id].map { "\($0.name)" } ?? "batcher-\(id.rawValue)"
  }

  /// Takes in one event that is about a batcher; others change nothing.
  public mutating func fold(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .itemBatched(let id, _, let size): update(id) { $0.open?.fill = Int(size) }
    case .itemWithdrawn(let id, _, let size): update(id) { $0.withdraw(leaving: Int(size)) }
    case .batchOpened(let id, _, let due):
      update(id) { $0.open = .init(fill: 0, since: now, due: due) }
    case .batchFlushed(let id, let task, let size, let cause):
      update(id) { $0.flush(.init(task: task, size: Int(size), since: now, cause: cause)) }
    case .batchEnded(let id, let task, let size): update(id) { $0.end(by: task, size: Int(size)) }
    case .batcherCreated(let id, let name, let size, let linger):
      records.append(
        BatcherRecord(id: id, name: name, created: now, size: size, linger: linger))
    case .batcherReconfigured(let id, let size, let linger):
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
    guard let position = position(of: id) else { return }
    change(&records[position])
  }

  /// Batchers are numbered from 1 in the order of creation; a trace that leaves numbers out is searched.
  private func position(of id: BatcherID) -> Int? {
    let expected = Int(id.rawValue) - 1
    if records.indices.contains(expected), records[expected].id == id { return expected }
    return records.firstIndex { $0.id == id }
  }
}
