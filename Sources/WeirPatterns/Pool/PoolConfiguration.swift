import WeirEvents

/// The limits of a pool of connections; they may change while the pool is in use.
public struct PoolConfiguration: Hashable, Sendable {
  /// The maximum number of connections, including those being opened; `nil` is no limit. Less than
  /// 1 counts as 1, since a pool without a place could serve no task.
  public var limit: Int? {
    didSet { limit = limit.map { max(1, $0) } }
  }
  /// How long an acquisition may take: waiting, opening and validating, all together.
  ///
  /// `nil`, and 292 years or more, is no limit. With zero or less, a connection is lent only if it
  /// is available at once.
  public var acquireTimeout: Duration?
  /// How long a connection may be idle before it is closed. `nil`, and 292 years or more, is
  /// forever; with zero or less it is closed as soon as it is released and no task waits for it.
  public var idleTimeout: Duration?
  /// Whether a released connection is kept for the next task; if not, it is closed.
  public var reusesConnections: Bool

  /// Limits of number and time; a limit out of range is clamped.
  public init(
    limit: Int?, acquireTimeout: Duration? = nil, idleTimeout: Duration? = nil,
    reusesConnections: Bool = true
  ) {
    self.limit = limit.map { max(1, $0) }
    self.acquireTimeout = acquireTimeout
    self.idleTimeout = idleTimeout
    self.reusesConnections = reusesConnections
  }

  /// The idle timeout; `nil` if it means no limit.
  var idleLimit: Duration? { idleTimeout.flatMap { $0.isForever ? nil : $0 } }
}
