/// A point in the virtual time of a run, in whole nanoseconds since its start.
///
/// Whole numbers keep order and sums exact, so that equal runs have equal instants, bit for bit.
/// 2⁶³ nanoseconds are 292 years.
public struct VirtualInstant: InstantProtocol, Hashable, Sendable {
  /// Nanoseconds since the start of the run. The engine itself never reports a negative number.
  public var nanoseconds: Int64

  /// The instant that many nanoseconds after the start of the run.
  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The start of every run.
  @inlinable
  public static var zero: VirtualInstant { VirtualInstant(nanoseconds: 0) }

  /// An instant that no run reaches.
  @inlinable
  public static var endOfTime: VirtualInstant { VirtualInstant(nanoseconds: .max) }

  /// Seconds since the start of the run.
  @inlinable
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Returns the instant later by `duration`, which is truncated to whole nanoseconds.
  ///
  /// It saturates: there is no instant after the last one, at 2⁶³ − 1 nanoseconds, and none before
  /// the first one, at −2⁶³.
  @inlinable
  public func advanced(by duration: Duration) -> VirtualInstant {
    let length = duration.nanoseconds
    let (sum, overflow) = nanoseconds.addingReportingOverflow(length)
    guard overflow else { return VirtualInstant(nanoseconds: sum) }
    return VirtualInstant(nanoseconds: length < 0 ? .min : .max)
  }

  /// Returns the exact time from this instant to another one; negative if that is earlier.
  @inlinable
  public func duration(to other: VirtualInstant) -> Duration {
    let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
    guard overflow else { return .nanoseconds(difference) }
    return .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
  }

  /// The nanoseconds from another instant to this one, saturating.
  @inlinable
  package func nanoseconds(since other: VirtualInstant) -> Int64 {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    guard overflow else { return difference }
    return nanoseconds < other.nanoseconds ? .min : .max
  }

  @inlinable
  public static func < (left: VirtualInstant, right: VirtualInstant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

extension Duration {
  /// The whole nanoseconds in this duration, truncated; clamped to ±292 years.
  @inlinable
  public var nanoseconds: Int64 {
    let attoseconds = attoseconds
    // Division of 64 bits is much faster; up to 9 seconds fit.
    if let short = Int64(exactly: attoseconds) { return short / 1_000_000_000 }
    // In halves: a number is 2⁶⁴ · high + low, and 2⁶⁴ = 18,446,744,073 · 10⁹ + 709,551,616. If the
    // high half is below 5 · 10⁸, the result is below 2⁶³, and no sum overflows.
    let high = UInt64(truncatingIfNeeded: attoseconds >> 64)
    guard high < 500_000_000 else { return Int64(clamping: attoseconds / 1_000_000_000) }
    let (quotient, rest) = UInt64(truncatingIfNeeded: attoseconds)
      .quotientAndRemainder(dividingBy: 1_000_000_000)
    return Int64(
      high &* 18_446_744_073 &+ quotient &+ (high &* 709_551_616 &+ rest) / 1_000_000_000)
  }

  /// This duration in seconds, clamped to ±292 years.
  @inlinable
  public var seconds: Double {
    Double(nanoseconds) / 1e9
  }
}
