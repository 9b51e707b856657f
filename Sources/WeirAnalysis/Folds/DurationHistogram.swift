import WeirEvents

/// A distribution of durations: count, sum, mean and maximum are exact, quantiles are correct to
/// three significant digits.
///
/// Zeros are counted separately: in virtual time most waits are zero, and cost only a counter. The
/// rest is counted in `DurationBuckets`.
/// - Complexity: Recording takes constant time.
public struct DurationHistogram: Sendable {
  /// The number of recorded durations.
  public private(set) var count = 0
  /// The number of recorded durations that were zero or negative.
  public private(set) var zeros = 0
  /// The sum of all durations, in nanoseconds.
  public private(set) var sum: Int128 = 0
  /// The longest duration, in nanoseconds; 0 if there is none.
  private var longest: UInt64 = 0
  private var buckets = DurationBuckets()

  /// Creates an empty distribution.
  public init() {}

  /// Records one duration. A negative one counts as zero; in quantiles and the maximum, one over 73
  /// years counts as 73 years.
  @inline(__always)
  mutating func record(nanoseconds: Int64) {
    count += 1
    guard nanoseconds > 0 else {
      zeros += 1
      return
    }
    sum += Int128(nanoseconds)
    let length = min(UInt64(nanoseconds), DurationBuckets.longest)
    longest = max(longest, length)
    buckets.record(length)
  }

  /// Passes its buckets through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) { buckets.pass(through: &transfer) }

  /// Adds everything that another distribution has recorded.
  ///
  /// - Complexity: Linear in the size of the histogram, unless one of them is empty.
  mutating func add(_ other: DurationHistogram) {
    guard other.count > 0 else { return }
    guard count > 0 else { return self = other }
    count += other.count
    zeros += other.zeros
    sum += other.sum
    longest = max(longest, other.longest)
    buckets.add(other.buckets)
  }
}

extension DurationHistogram {
  /// The longest duration; `nil` if nothing was recorded.
  public var maximum: Duration? {
    count == 0 ? nil : .nanoseconds(Int64(longest))
  }

  /// The mean in seconds; `nil` if nothing was recorded.
  public var meanSeconds: Double? {
    count == 0 ? nil : Double(sum) / Double(count) / 1e9
  }

  /// The mean, rounded down to whole nanoseconds; `nil` if nothing was recorded.
  public var mean: Duration? {
    count == 0 ? nil : .nanoseconds(Int64(sum / Int128(count)))
  }

  /// The smallest duration that at least this share of all durations don't exceed; `nil` if nothing
  /// was recorded.
  ///
  /// A share below 0 counts as 0, one above 1 as 1, and one that is not a number as 0.
  ///
  /// - Complexity: Linear in the size of the histogram: for summaries and frames, not per event.
  public func quantile(_ share: Double) -> Duration? { quantiles([share]).first }

  /// The quantiles of several shares, in one pass; empty if nothing was recorded.
  ///
  /// The shares must ascend: one smaller than its predecessor gets the same quantile.
  public func quantiles(_ shares: [Double]) -> [Duration] {
    guard count > 0 else { return [] }
    let ranks = shares.map(rank)
    var found = ranks.prefix { $0 <= zeros }.map { _ in Duration.zero }
    guard found.count < ranks.count else { return found }
    var passed = zeros
    buckets.forEach { upTo, number in
      passed += number
      while found.count < ranks.count, passed >= ranks[found.count] {
        found.append(.nanoseconds(Int64(min(upTo, longest))))
      }
      return found.count < ranks.count
    }
    return found + ranks[found.count...].map { _ in .nanoseconds(Int64(longest)) }
  }

  private func rank(_ share: Double) -> Int {
    let share = share.isNaN ? 0 : min(max(share, 0), 1)
    // One step down, since a share such as 0.07 times a whole number may come out slightly above a
    // whole number.
    return max(1, min(count, Int((share * Double(count)).nextDown.rounded(.up))))
  }

  /// The number of durations above `low` and up to `high`, both to three significant digits.
  ///
  /// Counts of adjacent ranges add up: no duration is counted twice.
  public func count(above low: Duration, upTo high: Duration) -> Int {
    guard low < high else { return 0 }
    let zeros = low < .zero && high >= .zero ? zeros : 0
    return zeros + buckets.count(above: length(low), upTo: length(high))
  }

  private func length(_ duration: Duration) -> UInt64 {
    min(UInt64(max(duration.nanoseconds, 0)), DurationBuckets.longest)
  }
}
