/// A point on the virtual time line of a run, in whole nanoseconds since its start.
///
/// Whole numbers keep order and sums exact: two runs with equal inputs meet at equal instants, bit for bit.
/// 2⁶³ nanoseconds are 292 years.
public struct VirtualInstant: InstantProtocol, Hashable, Sendable {
  /// Nanoseconds since the start of the run, never negative.
  public var nanoseconds: Int64

  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The instant at which each run begins.
  public static let zero = VirtualInstant(nanoseconds: 0)

  /// Seconds since the start of the run.
  @inlinable
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Returns the instant later by `duration`, which is cut to whole nanoseconds, but none after the last one there is.
  @inlinable
  public func advanced(by duration: Duration) -> VirtualInstant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.nanoseconds)
    return VirtualInstant(nanoseconds: overflow ? .max : sum)
  }

  @inlinable
  public func duration(to other: VirtualInstant) -> Duration {
    .nanoseconds(other.nanoseconds &- nanoseconds)
  }

  @inlinable
  public static func < (left: VirtualInstant, right: VirtualInstant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

extension Duration {
  /// The whole nanoseconds in this duration; what is finer is cut off, and what is longer than 292 years, too.
  @inlinable
  public var nanoseconds: Int64 {
    Int64(clamping: attoseconds / 1_000_000_000)
  }

  /// This duration in seconds.
  @inlinable
  public var seconds: Double {
    Double(nanoseconds) / 1e9
  }
}
