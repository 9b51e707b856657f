/// Why a pool closed a connection.
public enum CloseCause: UInt8, EventWord {
  /// It was not used for too long.
  case idle
  /// It was found to be broken.
  case invalid
  /// There are more than there may be.
  case surplus
  /// It was opened for one use only.
  case unpooled
  /// The pool is being closed.
  case drained

  /// The cause as it stands in a log.
  public var name: String {
    switch self {
    case .idle: "idle"
    case .invalid: "invalid"
    case .surplus: "surplus"
    case .unpooled: "unpooled"
    case .drained: "drained"
    }
  }
}
