/// Why a pool lent no connection.
public enum PoolError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pool is closed.
  case closed

  /// Two sentences: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .closed: "The pool is closed. Stop asking it for connections."
    }
  }
}
