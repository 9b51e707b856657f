/// Why a recording ended.
public enum EndReason: String, Hashable, Sendable, CaseIterable {
  /// The user ended the run or the recording.
  case quit
  /// The main task had ended and nothing else could run.
  case finished
  /// Nothing could run again.
  case stalled
  /// The run reached the instant at which it was set to end.
  case limit
  /// The disk was nearly full; the run continued without a log.
  case full
  /// The watched program ended.
  case exited
}
