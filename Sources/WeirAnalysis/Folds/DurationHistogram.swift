import WeirEvents
import Histogram

/// How often something took how long: count, sum, mean and maximum are exact, quantiles to three digits.
///
/// Zero is counted apart: in virtual time most waits are none, and a count is all that they cost. The rest goes into
/// a high dynamic range histogram of whole nanoseconds, made for an hour (some 260 KB), which grows to what is longer.
public struct DurationHistogram: Sendable {
  /// How many durations were recorded.
  public private(set) var count = 0
  /// How many of them were zero.
  public private(set) var zeros = 0
  /// All durations together, in nanoseconds.
  public private(set) var sum: Int128 = 0
  private var histogram = DurationHistogram.empty

  // Made once: a histogram that grows from nothing copies itself with each longer duration.
  private static let empty = {
    var histogram = Histogram<UInt64>(
      highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .three)
    histogram.autoResize = true
    return histogram
  }()

  public init() {}

  /// The longest that the library's buckets can be walked to: 2⁶¹ nanoseconds, 73 years.
  private static let longest: Int64 = 1 << 61

  /// Records one duration; a negative one counts as zero, and in quantiles and the maximum one over
  /// 73 years as 73 years.
  @inline(__always)
  mutating func record(nanoseconds: Int64) {
    count += 1
    guard nanoseconds > 0 else {
      zeros += 1
      return
    }
    sum += Int128(nanoseconds)
    histogram.record(UInt64(min(nanoseconds, DurationHistogram.longest)))
  }

  /// Records all that another one has recorded. Linear in the size of the histogram, unless one has recorded nothing.
  mutating func add(_ other: DurationHistogram) {
    guard other.count > 0 else { return }
    guard count > 0 else { return self = other }
    count += other.count
    zeros += other.zeros
    sum += other.sum
    histogram.add(other.histogram)
  }
}

extension DurationHistogram {
  /// The longest; nothing where nothing was recorded.
  public var maximum: Duration? {
    count == 0 ? nil : .nanoseconds(Int64(histogram.maxRecorded))
  }

  /// The mean in seconds; nothing where nothing was recorded.
  public var meanSeconds: Double? {
    count == 0 ? nil : Double(sum) / Double(count) / 1e9
  }

  /// The mean, cut to whole nanoseconds; nothing where nothing was recorded.
  public var mean: Duration? {
    count == 0 ? nil : .nanoseconds(Int64(sum / Int128(count)))
  }

  /// The smallest duration that at least this share of all don't exceed; nil if nothing was
  /// recorded.
  ///
  /// A share outside of 0 to 1 counts as the nearest one that is inside, and as 0 if it is no
  /// number.
  ///
  /// Linear in the size of the histogram: for summaries and frames, not for each event.
  public func quantile(_ share: Double) -> Duration? { quantiles([share]).first }

  /// The quantiles of several shares, in one pass; none where nothing was recorded.
  ///
  /// The shares ascend: one that is smaller than the one before it has the same quantile.
  public func quantiles(_ shares: [Double]) -> [Duration] {
    guard count > 0 else { return [] }
    let ranks = shares.map(rank)
    var found = ranks.prefix { $0 <= zeros }.map { _ in Duration.zero }
    guard found.count < ranks.count else { return found }
    let longest = histogram.maxRecorded
    // Not by the library's own search, which is compiled for any type of count and takes ten times as long.
    var passed = zeros
    for bucket in histogram.recordedValues() {
      passed += Int(bucket.count)
      while passed >= ranks[found.count] {
        found.append(.nanoseconds(Int64(min(bucket.value, longest))))
        if found.count == ranks.count { return found }
      }
    }
    return found + ranks[found.count...].map { _ in .nanoseconds(Int64(longest)) }
  }

  private func rank(_ share: Double) -> Int {
    let share = share.isNaN ? 0 : min(max(share, 0), 1)
    // One step down, since a share such as 0.07 times a whole number may come out a hair above a
    // whole number.
    return max(1, min(count, Int((share * Double(count)).nextDown.rounded(.up))))
  }

  /// How many lie above one duration and not above another, to three digits of both.
  ///
  /// Counts of adjoining ranges add up: nothing is counted twice.
  public func count(above low: Duration, upTo high: Duration) -> Int {
    guard low < high else { return 0 }
    let first =
      low < .zero
      ? 1
      : histogram.highestEquivalentForValue(UInt64(min(low.nanoseconds, DurationHistogram.longest)))
        + 1
    let last = UInt64(min(max(high.nanoseconds, 0), DurationHistogram.longest))
    let zeros = low < .zero && high >= .zero ? zeros : 0
    guard first <= last, first <= histogram.maxRecorded else { return zeros }
    return zeros + Int(histogram.count(within: first...last))
  }
}
