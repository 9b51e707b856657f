public import WeirEvents

/// The workers of a run, folded from events: the background workers, and those of the loop that
/// have ever run a computation.
public struct WorkerLedger: Sendable {
  /// The record of each worker, in the order of their numbers; at most `workerLimit`.
  public private(set) var records: [WorkerRecord] = []
  /// The number of the snapshot in progress; 0 if there is none.
  private var snapshot: UInt32 = 0

  /// The maximum number of workers kept.
  public static let workerLimit = 1024

  /// Creates the ledger of a run without workers.
  public init() {}

  /// The record of a worker; `nil` if it has none.
  public subscript(id: WorkerID) -> WorkerRecord? {
    let position = position(of: id)
    return isKnown(id, at: position) ? records[position] : nil
  }

  /// The name of a worker, or `worker-1` for one of the loop.
  public func name(of id: WorkerID) -> String {
    self[id]?.name.map { "\($0)" } ?? "worker-\(id.rawValue)"
  }

  /// Folds one event of a worker.
  public mutating func fold(_ id: WorkerID, _ event: WorkerEvent, at instant: VirtualInstant) {
    switch event {
    case .created(let name, let isLoop):
      update(id) { record in
        record.name = name
        record.isLoop = isLoop
      }
    case .occupied(let task, let place):
      update(id) { [snapshot] in
        $0.occupant = .init(task: task, since: instant, place: place, snapshot: snapshot)
      }
    case .freed: update(id) { $0.free(at: instant) }
    }
  }

  private mutating func update(_ id: WorkerID, _ change: (inout WorkerRecord) -> Void) {
    let position = position(of: id)
    if !isKnown(id, at: position) {
      guard records.count < WorkerLedger.workerLimit else { return }
      records.insert(WorkerRecord(id: id), at: position)
    }
    change(&records[position])
  }

  private func isKnown(_ id: WorkerID, at position: Int) -> Bool {
    position < records.count && records[position].id == id
  }

  /// The position of the worker with a number, or where to insert it.
  private func position(of id: WorkerID) -> Int {
    records.partitioningIndex { $0.id >= id }
  }

  /// Begins the snapshot with this number, which lists all tasks that hold a worker.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// Ends the snapshot: a worker without a listed holder is free, since an unknown instant.
  mutating func endSnapshot() {
    for index in records.indices where records[index].occupant?.snapshot != snapshot {
      records[index].occupant = nil
    }
    snapshot = 0
  }
}
