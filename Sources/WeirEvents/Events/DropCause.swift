/// Why an item was given up.
public enum DropCause: UInt8, EventWord {
  /// The queue was full, and its policy is to drop what is offered.
  case newest
  /// The queue was full, and its policy is to drop what has waited longest.
  case oldest
  /// The queue was full, and its policy is to refuse.
  case refused
  /// The queue was closed.
  case closed

  /// The cause as it stands in a log.
  public var name: String {
    switch self {
    case .newest: "newest"
    case .oldest: "oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }
}
