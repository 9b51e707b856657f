/// The checkpoints of a stretch of virtual time in which nothing happens: one a second, all with
/// one digest.
public struct Checkpoints: Sendable {
  /// A whole second.
  public var first: VirtualInstant
  /// A whole second, not before the first.
  public var last: VirtualInstant
  /// The digest of the events that come before them, and the number of these events.
  public var digest: TraceDigest

  public init(first: VirtualInstant, last: VirtualInstant, digest: TraceDigest) {
    (self.first, self.last, self.digest) = (first, last, digest)
  }

  /// Those after the first one; nil if there are none.
  public var rest: Checkpoints? {
    guard first < last else { return nil }
    var rest = self
    rest.first = VirtualInstant(nanoseconds: first.nanoseconds + Checkpoints.interval)
    return rest
  }

  /// Nanoseconds of virtual time from one checkpoint to the next.
  static let interval: Int64 = 1_000_000_000
}
