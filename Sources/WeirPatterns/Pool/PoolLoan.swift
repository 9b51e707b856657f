public import WeirEvents

/// A connection that is out of its pool: what there is to know in order to judge whether it will
/// ever come back.
public struct PoolLoan: Hashable, Sendable {
  /// The connection's number.
  public let resource: ResourceID
  /// Who has it; nobody in particular where nothing is reported.
  public let holder: TaskID
  /// For how long it has been out.
  public let age: Duration
  /// Tells this loan from all others of the pool, so that a stale one reclaims nothing.
  let number: UInt64
}
