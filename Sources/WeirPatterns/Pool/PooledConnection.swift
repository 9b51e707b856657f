public import WeirEvents

/// A connection on loan, which has to be released to its pool.
///
/// Each loan has a number of its own: a value that was released already never releases a later loan
/// of the same connection.
public struct PooledConnection<Connection: Sendable>: Sendable {
  /// The number of the connection in reports.
  public let id: ResourceID
  /// The connection itself.
  public let connection: Connection
  /// The task that acquired it. The release is attributed to the same task, whichever task releases
  /// it.
  @usableFromInline let holder: TaskID
  /// Distinguishes this loan from all others of the pool.
  @usableFromInline let loan: UInt64

  @inlinable
  init(id: ResourceID, connection: Connection, holder: TaskID, loan: UInt64) {
    (self.id, self.connection, self.holder, self.loan) = (id, connection, holder, loan)
  }
}
