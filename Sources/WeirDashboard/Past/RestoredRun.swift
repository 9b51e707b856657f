import WeirAnalysis
public import WeirEvents
import WeirWording

/// A run as it was at a place of its past.
public struct RestoredRun: Sendable {
  /// The place.
  public let position: RunPosition
  /// The digest of the events up to it, as 16 hexadecimal digits.
  public var digest: String { history.model.digest.hexadecimal }
  /// The state of the run there.
  public var state: RunState { history.analysis.state }
  let history: RunHistory
  /// What the user had done to the run, or its log says that a user had, in order.
  let inputs: [Event]
  /// The next events, with the names that their subjects have here.
  let upcoming: [NamedEvent]
}
