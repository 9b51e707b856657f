public import WeirEvents

/// The graceful shutdowns of a run that are under way, and the last few that ended, folded from events.
public struct ShutdownLedger: Sendable {
  /// In the order in which they began; at most `ShutdownLedger.limit`, the oldest is forgotten first.
  public private(set) var records: [ShutdownRecord] = []

  /// How many are kept.
  public static let limit = 16

  public init() {}

  /// The shutdown by that task; the last one where it has made several.
  public subscript(task: TaskID) -> ShutdownRecord? { records.last { $0.task == task } }

  /// Takes in what happened to a shutdown that a task carries out.
  public mutating func fold(_ task: TaskID, _ event: ShutdownEvent, at instant: VirtualInstant) {
    switch event {
    case .phaseBegan(let phase, let remaining, let until):
      let known = records.lastIndex { $0.task == task && !$0.isOver }
      let record = ShutdownRecord(
        task: task, began: known.map { records[$0].began } ?? instant, phase: phase,
        since: instant, until: until, remaining: Int(remaining))
      if let known { records[known] = record } else { records.append(record) }
      if records.count > ShutdownLedger.limit { records.removeFirst() }
    }
  }

  /// A task was forgotten, and with it its shutdown that is under way.
  mutating func forget(_ task: TaskID) {
    records.removeAll { $0.task == task && !$0.isOver }
  }
}
