/// What a pool of connections allows; it may change while the pool is in use.
public struct PoolConfiguration: Hashable, Sendable {
  /// The most connections there are at once, those being opened among them; none is no limit. Less than 1 counts as 1:
  /// a pool without a place serves nobody.
  public var limit: Int? {
    didSet { limit = limit.map { max(1, $0) } }
  }
  /// How long a task waits for its turn before it gives up; none is for ever. Opening takes as long as it takes.
  public var acquireTimeout: Duration?
  /// How long a connection may lie unused before it is closed; none is for ever.
  public var idleTimeout: Duration?
  /// Whether a connection that comes back is kept for the next user; if not, it is closed.
  public var reusesConnections: Bool

  public init(
    limit: Int?, acquireTimeout: Duration? = nil, idleTimeout: Duration? = nil,
    reusesConnections: Bool = true
  ) {
    self.limit = limit.map { max(1, $0) }
    self.acquireTimeout = acquireTimeout
    self.idleTimeout = idleTimeout
    self.reusesConnections = reusesConnections
  }
}
