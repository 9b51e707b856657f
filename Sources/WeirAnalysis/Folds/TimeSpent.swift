import WeirEvents

/// What completed work spent its time on, in nanoseconds; the parts add up exactly to the whole.
///
/// It is recorded together with the latency of each piece of work, so both cover the same work.
public struct TimeSpent: Hashable, Sendable {
  /// The producer was blocked by a full queue.
  public internal(set) var blocked: Int128 = 0
  /// It waited in its queue, or its task waited for a resource of a pool.
  public internal(set) var waited: Int128 = 0
  /// Its task was opening a connection.
  public internal(set) var opening: Int128 = 0
  /// The rest: a task worked on it.
  public internal(set) var served: Int128 = 0

  /// The sum of the parts, which is the sum of all latencies.
  public var total: Int128 { blocked + waited + opening + served }

  static func += (left: inout TimeSpent, right: TimeSpent) {
    left.blocked += right.blocked
    left.waited += right.waited
    left.opening += right.opening
    left.served += right.served
  }
}
