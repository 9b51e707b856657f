public import WeirTrace

/// A connection in somebody's hands, which has to be given back to its pool.
public struct PooledConnection<Connection: Sendable>: Sendable {
  /// The connection's number in what is reported.
  public let id: ResourceID
  public let connection: Connection
  /// Who acquired it. The pool books its return under the same name, whoever gives it back.
  let holder: TaskID
}
