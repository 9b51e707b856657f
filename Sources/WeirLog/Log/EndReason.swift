/// Why a recording ended.
public enum EndReason: String, Hashable, Sendable, CaseIterable {
  /// A user ended the run or the recording.
  case quit
  /// The main task had ended and nothing else could run.
  case finished
  /// Nothing could ever run again.
  case stalled
  /// The run had come to the instant up to which it was to go.
  case limit
  /// The disk was nearly full; the run went on without a log.
  case full
  /// The program that was watched ended.
  case exited
}
