/// The digest of a run, and what it was when each second of virtual time had passed.
public struct CheckpointedDigest: Sendable {
  public private(set) var digest = TraceDigest()
  /// When the next checkpoint is due, in nanoseconds; the largest number once there is none.
  private var next = Checkpoints.interval
  private var checkpoints: [Checkpoints] = []

  public init() {}

  /// Takes in one event. Constant time.
  public mutating func fold(_ event: Event) {
    pass(to: event.instant)
    digest.fold(event)
  }

  /// Takes in that nothing more can happen before an instant.
  public mutating func pass(to now: VirtualInstant) {
    if next <= now.nanoseconds { note(until: now.nanoseconds) }
  }

  private mutating func note(until now: Int64) {
    guard next < .max else { return }
    let last = now / Checkpoints.interval * Checkpoints.interval
    checkpoints.append(
      Checkpoints(
        first: VirtualInstant(nanoseconds: next), last: VirtualInstant(nanoseconds: last),
        digest: digest))
    let (following, isTooLate) = last.addingReportingOverflow(Checkpoints.interval)
    next = isTooLate ? .max : following
  }

  /// Hands out the checkpoints that came due since this was last called, in order.
  public mutating func takeCheckpoints() -> [Checkpoints] {
    guard !checkpoints.isEmpty else { return [] }
    defer { checkpoints = [] }
    return checkpoints
  }
}
