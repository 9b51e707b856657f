import WeirEvents

/// Where the time of completed work went, in nanoseconds; the parts add up to the whole exactly.
///
/// It is recorded together with the latency of each piece of work, so that both are about the same
/// work.
public struct TimeSpent: Hashable, Sendable {
  /// A full queue held the producer.
  public internal(set) var blocked: Int128 = 0
  /// It waited in its queue, or its task waited in line for a resource of a pool.
  public internal(set) var waited: Int128 = 0
  /// Its task opened a connection.
  public internal(set) var opening: Int128 = 0
  /// The rest: it was worked on.
  public internal(set) var served: Int128 = 0

  /// All parts together: the sum of all latencies.
  public var total: Int128 { blocked + waited + opening + served }

  static func += (left: inout TimeSpent, right: TimeSpent) {
    left.blocked += right.blocked
    left.waited += right.waited
    left.opening += right.opening
    left.served += right.served
  }
}
