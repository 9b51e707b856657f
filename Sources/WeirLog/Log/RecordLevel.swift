/// How much of a run is written into its log.
public enum RecordLevel: String, Hashable, Sendable, CaseIterable {
  /// Everything that happened.
  case all
  /// What repeats the run, and what proves that it was repeated: the header, inputs, checkpoints and the end.
  case inputs
}
