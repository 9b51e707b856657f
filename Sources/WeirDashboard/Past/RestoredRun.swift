import WeirEvents

/// A run as it was at a place of its past.
public struct RestoredRun: Sendable {
  /// The place.
  public let position: RunPosition
  let history: RunHistory
  /// What the user had done to the run, or its log says that a user had, in order.
  let inputs: [Event]
}
