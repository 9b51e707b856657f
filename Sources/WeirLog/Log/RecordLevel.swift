/// How much of a run is written to its log.
public enum RecordLevel: String, Hashable, Sendable, CaseIterable {
  /// Everything that happened.
  case all
  /// Only what repeats the run and verifies the repetition: the header, inputs, checkpoints and the
  /// end.
  case inputs
}
