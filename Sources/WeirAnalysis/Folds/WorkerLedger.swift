public import WeirEvents

/// The workers of a run, folded from events: those of the loop on which something was ever computed, and those beside it.
public struct WorkerLedger: Sendable {
  /// The record of each worker, in the order of their numbers.
  public private(set) var records: [WorkerRecord] = []

  public init() {}

  /// The record of a worker.
  public subscript(id: WorkerID) -> WorkerRecord? { records.first { $0.id == id } }

  /// The name of a worker, or `worker-1` for one of the loop.
  public func name(of id: WorkerID) -> String {
    self[id]?.name.map { "\($0)" } ?? "worker-\(id.rawValue)"
  }

  /// Takes in one event; those that are not about workers change nothing.
  public mutating func fold(_ event: Event) {
    switch event.kind {
    case .worker(let id, .created(let name, _)): records[position(of: id)].name = name
    case .worker(let id, .occupied(let task, _)):
      let position = position(of: id)
      records[position].occupant = .init(task: task, since: event.instant)
    case .worker(let id, .freed):
      let position = position(of: id)
      records[position].busyNanoseconds = records[position].busy(until: event.instant).nanoseconds
      records[position].occupant = nil
    default: break
    }
  }

  private mutating func position(of id: WorkerID) -> Int {
    let position = records.firstIndex { $0.id >= id } ?? records.count
    if position == records.count || records[position].id != id {
      records.insert(WorkerRecord(id: id), at: position)
    }
    return position
  }
}
