/// Why a batch was flushed.
public enum FlushCause: UInt8, EventWord {
  /// It was full.
  case size
  /// Its first item had waited long enough.
  case linger
  /// The batcher is being closed.
  case drain

  /// The cause as it stands in a log.
  public var name: String {
    switch self {
    case .size: "size"
    case .linger: "linger"
    case .drain: "drain"
    }
  }
}
