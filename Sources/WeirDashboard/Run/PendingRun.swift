import WeirAnalysis

/// A run that the screen already shows and that has not begun; until it does, all events are of
/// another run.
struct PendingRun: Sendable {
  /// The scenario that was requested.
  var scenario: String
  /// The run that continues meanwhile and is not shown.
  var former: RunModel
}
