/// Some events of a run and what follows from them, so that a log of the run can be written without
/// folding them again.
public struct FoldedBatch: Sendable {
  /// In the order in which things happened; may be empty when only time went by.
  public var events: [Event]
  /// The instant that the run has reached.
  public var now: VirtualInstant
  public var state: RunState
  /// How the findings changed, in order.
  public var findingChanges: [TimedFindingChange] = []
  /// The same without the findings of a standstill, which a run that goes on never had.
  public var lastingChanges: [TimedFindingChange] = []
  /// The findings of a standstill: they hold if the run ends here.
  public var changesAtEnd: [TimedFindingChange] = []
  /// The findings that hold now and would if the run went on, in the order in which they were
  /// raised.
  public var lastingFindings: [Finding] = []
  /// The checkpoints that came due, in order.
  public var checkpoints: [Checkpoints] = []
  /// The digest of all events of the run so far, and their number.
  public var digest: TraceDigest
  /// What users did to the run in this batch, in order of time.
  public var newInputs: [TimedInput] = []

  public init(_ batch: EventBatch, digest: TraceDigest) {
    (events, now, state) = (batch.events, batch.now, batch.state)
    self.digest = digest
  }
}
