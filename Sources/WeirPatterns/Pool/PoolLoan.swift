public import WeirEvents

/// A connection in use, with what helps to judge whether it will ever be released.
public struct PoolLoan: Hashable, Sendable {
  /// The number of the connection.
  public let resource: ResourceID
  /// The task that holds it; `TaskID.none` if the pool has no reporter.
  public let holder: TaskID
  /// How long it has been in use.
  public let age: Duration
  /// Distinguishes this loan from all others of the pool, so that an old one reclaims nothing.
  let number: UInt64
}
