public import WeirEvents

/// The workers of a run, folded from events: those of the loop on which something was ever computed, and those beside it.
public struct WorkerLedger: Sendable {
  /// The record of each worker, in the order of their numbers; at most `workerLimit`.
  public private(set) var records: [WorkerRecord] = []
  /// The number of the snapshot that is under way; 0 if none is.
  private var snapshot: UInt32 = 0

  /// The largest number of workers that are kept.
  public static let workerLimit = 1024

  public init() {}

  /// The record of a worker.
  public subscript(id: WorkerID) -> WorkerRecord? {
    let position = position(of: id)
    return isKnown(id, at: position) ? records[position] : nil
  }

  /// The name of a worker, or `worker-1` for one of the loop.
  public func name(of id: WorkerID) -> String {
    self[id]?.name.map { "\($0)" } ?? "worker-\(id.rawValue)"
  }

  /// Takes in what happened to a worker.
  public mutating func fold(_ id: WorkerID, _ event: WorkerEvent, at instant: VirtualInstant) {
    switch event {
    case .created(let name, let isLoop):
      update(id) { record in
        record.name = name
        record.isLoop = isLoop
      }
    case .occupied(let task, _):
      update(id) { [snapshot] in
        $0.occupant = .init(task: task, since: instant, snapshot: snapshot)
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

  /// Where the worker of that number stands, or should be put in.
  private func position(of id: WorkerID) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A snapshot of that number begins, which names all tasks that hold a worker.
  mutating func beginSnapshot(_ number: UInt32) {
    snapshot = number
  }

  /// The snapshot ends: a worker of which it named no holder is free; since when is not known.
  mutating func endSnapshot() {
    for index in records.indices where records[index].occupant?.snapshot != snapshot {
      records[index].occupant = nil
    }
    snapshot = 0
  }
}
