/// Why a pool gave no connection.
public enum PoolError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pool gives nothing more out.
  case closed

  public var description: String {
    switch self {
    case .closed: "The pool is closed. Stop asking it for connections."
    }
  }
}
