/// The digest of a run, with a checkpoint for each second of virtual time.
public struct CheckpointedDigest: Sendable {
  /// The digest of all events so far.
  public private(set) var digest = TraceDigest()
  /// When the next checkpoint is due, in nanoseconds; the largest number if there is none.
  private var next = Checkpoints.interval
  private var checkpoints: [Checkpoints] = []

  /// The digest of a run without events.
  public init() {}

  /// Adds one event.
  ///
  /// - Complexity: O(1).
  public mutating func fold(_ event: Event) {
    pass(to: event.instant)
    digest.fold(event)
  }

  /// Advances to an instant before which nothing more can happen.
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

  /// Returns the checkpoints that came due since the last call, in order of time.
  public mutating func takeCheckpoints() -> [Checkpoints] {
    guard !checkpoints.isEmpty else { return [] }
    defer { checkpoints = [] }
    return checkpoints
  }
}
