import WeirAnalysis

/// A run that the screen already shows and that has not begun; until it does, all news is of another
/// one.
struct PendingRun: Sendable {
  /// The scenario that has been asked for.
  var scenario: String
  /// The run that goes on meanwhile, out of sight.
  var former: RunModel
}
