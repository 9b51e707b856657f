/// Why an item was dropped.
public enum DropCause: UInt8, EventWord {
  /// The queue was full, and its policy is to drop the item offered.
  case newest
  /// The queue was full, and its policy is to drop the item that has waited longest.
  case oldest
  /// The queue was full, and its policy is to throw at the producer.
  case refused
  /// The queue was closed.
  case closed

  /// The cause as it is written in a log.
  public var name: String {
    switch self {
    case .newest: "newest"
    case .oldest: "oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }
}

/// Why a pool closed a connection.
public enum CloseCause: UInt8, EventWord {
  /// It was idle for too long.
  case idle
  /// It was found to be broken.
  case invalid
  /// There are more connections than the limit allows.
  case surplus
  /// It was opened for one use only.
  case unpooled
  /// The pool is being closed.
  case drained

  /// The cause as it is written in a log.
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

/// Why a batch was flushed.
public enum FlushCause: UInt8, EventWord {
  /// It was full.
  case size
  /// Its first item had waited long enough.
  case linger
  /// The batcher is being closed.
  case drain

  /// The cause as it is written in a log.
  public var name: String {
    switch self {
    case .size: "size"
    case .linger: "linger"
    case .drain: "drain"
    }
  }
}

/// Why a task does not retry.
public enum ExhaustionCause: UInt8, EventWord {
  /// It has used up its attempts.
  case attempts
  /// The shared retry budget is used up.
  case budget
  /// The error is one that a retry can't help.
  case refused
  /// The next attempt could not begin before its deadline.
  case deadline

  /// The cause as it is written in a log.
  public var name: String {
    switch self {
    case .attempts: "attempts"
    case .budget: "budget"
    case .refused: "refused"
    case .deadline: "deadline"
    }
  }
}
