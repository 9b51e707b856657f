/// Whether a log of the run is being written, as far as the dashboard knows.
struct RecordingState: Sendable, Equatable {
  /// The file that is being written.
  var path: String?
  /// How much of the run, from 0 to 1, is in the file of a recording that has not caught up; `nil`
  /// if no recording catches up.
  var catchUpShare: Double?

  /// Whether a recording is written or catches up with the run.
  var isActive: Bool { path != nil || catchUpShare != nil }
}
