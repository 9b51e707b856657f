import WeirEvents

/// Folds the batches of a run for the writer of its log; the findings are invented.
struct BatchFolder {
  private var proof = CheckpointedDigest()

  mutating func fold(_ batch: EventBatch, findings: [TimedFindingChange] = []) -> FoldedBatch {
    for event in batch.events { proof.fold(event) }
    proof.pass(to: batch.now)
    var folded = FoldedBatch(batch, digest: proof.digest)
    (folded.findingChanges, folded.lastingChanges) = (findings, findings)
    folded.checkpoints = proof.takeCheckpoints()
    return folded
  }
}
