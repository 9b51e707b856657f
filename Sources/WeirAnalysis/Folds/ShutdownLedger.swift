public import WeirEvents

/// The graceful shutdowns of a run that are in progress, and the most recently ended ones, folded
/// from events.
public struct ShutdownLedger: Sendable {
  /// The shutdowns in the order in which they began; at most `ShutdownLedger.limit`, the oldest are
  /// forgotten first.
  public private(set) var records: [ShutdownRecord] = []

  /// The maximum number of shutdowns kept.
  public static let limit = 16

  /// Creates the ledger of a run without shutdowns.
  public init() {}

  /// The shutdown by a task, the last one if there are several; `nil` if there is none.
  public subscript(task: TaskID) -> ShutdownRecord? { records.last { $0.task == task } }

  /// Folds one event of a shutdown that a task carries out.
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

  /// Forgets the shutdown in progress of a task that was forgotten.
  mutating func forget(_ task: TaskID) {
    records.removeAll { $0.task == task && !$0.isOver }
  }
}
