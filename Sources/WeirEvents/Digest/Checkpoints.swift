/// The checkpoints of a stretch of virtual time in which nothing happens: one a second, all with
/// the same digest.
public struct Checkpoints: Sendable {
  /// A whole second.
  public var first: VirtualInstant
  /// A whole second, not before the first.
  public var last: VirtualInstant
  /// The digest and the number of the events before them.
  public var digest: TraceDigest

  /// The checkpoints from the first to the last whole second, both included.
  public init(first: VirtualInstant, last: VirtualInstant, digest: TraceDigest) {
    (self.first, self.last, self.digest) = (first, last, digest)
  }

  /// The checkpoints after the first one; `nil` if there are none.
  public var rest: Checkpoints? {
    guard first < last else { return nil }
    var rest = self
    rest.first = VirtualInstant(nanoseconds: first.nanoseconds + Checkpoints.interval)
    return rest
  }

  /// Nanoseconds of virtual time from one checkpoint to the next.
  static let interval: Int64 = 1_000_000_000
}
