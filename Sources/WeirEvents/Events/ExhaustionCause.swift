/// Why a task does not try again.
public enum ExhaustionCause: UInt8, EventWord {
  /// It has tried as often as it may.
  case attempts
  /// All that retry together have used up what they may.
  case budget
  /// The error is one for which trying again is of no use.
  case refused
  /// The next attempt could not begin before its deadline.
  case deadline

  /// The cause as it stands in a log.
  public var name: String {
    switch self {
    case .attempts: "attempts"
    case .budget: "budget"
    case .refused: "refused"
    case .deadline: "deadline"
    }
  }
}
