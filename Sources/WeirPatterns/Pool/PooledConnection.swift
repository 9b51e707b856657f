public import WeirEvents

/// A connection on loan, which has to be given back to its pool.
///
/// Each loan has a number of its own: a value that was given back already never gives a later loan
/// of the same connection back.
public struct PooledConnection<Connection: Sendable>: Sendable {
  /// The connection's number in what is reported.
  public let id: ResourceID
  public let connection: Connection
  /// Who acquired it. The pool books its return under the same name, whoever gives it back.
  let holder: TaskID
  /// Tells this loan from all others of the pool.
  let loan: UInt64
}
