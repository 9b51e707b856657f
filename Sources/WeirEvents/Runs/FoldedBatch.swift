/// Some events of a run and what was derived from them, so that a log can be written without
/// folding them again.
public struct FoldedBatch: Sendable {
  /// In the order in which they happened; empty if only time passed.
  public var events: [Event]
  /// The instant that the run has reached.
  public var now: VirtualInstant
  /// Whether the run can continue.
  public var state: RunState
  /// How the findings changed, in order.
  public var findingChanges: [TimedFindingChange] = []
  /// The same without the findings of a standstill, which a run that continues never had.
  public var lastingChanges: [TimedFindingChange] = []
  /// The findings of a standstill, which hold if the run ends here.
  public var changesAtEnd: [TimedFindingChange] = []
  /// The findings that hold now and would still hold if the run continued, in the order in which
  /// they were raised.
  public var lastingFindings: [Finding] = []
  /// The checkpoints that came due, in order.
  public var checkpoints: [Checkpoints] = []
  /// The digest of all events of the run so far, and their number.
  public var digest: TraceDigest
  /// What users did to the run in this batch, in order of time.
  public var newInputs: [TimedInput] = []

  /// The events of a batch, with the digest up to its end and nothing else derived yet.
  public init(_ batch: EventBatch, digest: TraceDigest) {
    (events, now, state) = (batch.events, batch.now, batch.state)
    self.digest = digest
  }
}
