import WeirEvents

/// What a pool of connections allows; it may change while the pool is in use.
public struct PoolConfiguration: Hashable, Sendable {
  /// The most connections there are at once, those being opened among them; nil is no limit. Less
  /// than 1 counts as 1: a pool without a place serves nobody.
  public var limit: Int? {
    didSet { limit = limit.map { max(1, $0) } }
  }
  /// How long an acquisition may take: waiting for its turn, opening and validating, all together.
  ///
  /// Nil, and 292 years or more, is no limit. With zero or less, only a connection for which
  /// nothing has to be waited is lent.
  public var acquireTimeout: Duration?
  /// How long a connection may lie unused before it is closed. Nil, and 292 years or more, is
  /// forever; with zero or less it is closed as soon as it comes back and nobody waits for it.
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

  /// The idle time if it is a limit.
  var idleLimit: Duration? { idleTimeout.flatMap { $0.isForever ? nil : $0 } }
}
