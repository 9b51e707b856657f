import WeirEvents

/// What a task that waits at a pool is told.
enum PoolAnswer<Connection> {
  /// A connection that was in use before, lent under this number.
  case reuse(loan: UInt64, ResourceID, Connection)
  /// A place for a connection, which has yet to be opened.
  case open(ResourceID)
  /// Nothing is out any more, or the keeper is to look again.
  case done
  case timedOut
  case cancelled
  case closed
}

extension PoolAnswer: Sendable where Connection: Sendable {}
