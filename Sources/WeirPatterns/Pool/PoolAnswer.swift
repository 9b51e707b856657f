public import WeirEvents

/// The answer to a task that waits at a pool.
@usableFromInline
enum PoolAnswer<Connection> {
  /// A used connection, lent under this number.
  case reuse(loan: UInt64, ResourceID, Connection)
  /// A place for a connection that has yet to be opened.
  case open(ResourceID)
  /// No connection is in use any more, or the keeper has to look again.
  case done
  case timedOut
  case cancelled
  case closed
}

extension PoolAnswer: Sendable where Connection: Sendable {}
