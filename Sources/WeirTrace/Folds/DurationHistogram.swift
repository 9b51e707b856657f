/// How often something took how long: count, sum, mean and maximum are exact, quantiles to three digits.
///
/// Zero is counted apart: in virtual time most waits are none, and a count is all that they cost.
public struct DurationHistogram: Sendable {
  /// How many durations were recorded.
  public private(set) var count = 0
  /// How many of them were zero.
  public private(set) var zeros = 0
  private var sum: Int128 = 0
  private var longest: Int64 = 0
  private var bins = LogarithmicBins()

  public init() {}

  /// Records one duration; a negative one counts as zero.
  @inline(__always)
  mutating func record(nanoseconds: Int64) {
    count += 1
    guard nanoseconds > 0 else {
      zeros += 1
      return
    }
    sum += Int128(nanoseconds)
    longest = max(longest, nanoseconds)
    bins.record(UInt64(nanoseconds))
  }
}

extension DurationHistogram {
  /// The longest; nothing where nothing was recorded.
  public var maximum: Duration? { count == 0 ? nil : .nanoseconds(longest) }

  /// The mean in seconds; nothing where nothing was recorded.
  public var meanSeconds: Double? {
    count == 0 ? nil : Double(sum) / Double(count) / 1e9
  }

  /// The mean, cut to whole nanoseconds; nothing where nothing was recorded.
  public var mean: Duration? {
    count == 0 ? nil : .nanoseconds(Int64(sum / Int128(count)))
  }

  /// The smallest duration that at least this share (0 to 1) of all don't exceed; nothing where nothing was recorded.
  ///
  /// It is at most a thousandth too long, and never longer than the longest. Linear in the number of bins, some
  /// microseconds: for summaries and frames, not for each event.
  public func quantile(_ share: Double) -> Duration? {
    guard count > 0 else { return nil }
    // One step down, since a share such as 0.07 times a whole number may come out a hair above a whole number.
    let rank = max(1, min(count, Int((share * Double(count)).nextDown.rounded(.up))))
    guard rank > zeros, let value = bins.value(atRank: rank - zeros) else { return .zero }
    return .nanoseconds(Int64(min(value, UInt64(longest))))
  }

  /// How many lie above one duration and not above another, to three digits of both.
  ///
  /// Counts of adjoining ranges add up: nothing is counted twice.
  public func count(above low: Duration, upTo high: Duration) -> Int {
    guard low < high, high >= .zero else { return 0 }
    let zeros = low < .zero ? zeros : 0
    let first = UInt64(max(low.nanoseconds, 0))
    return zeros + bins.count(above: first, upTo: UInt64(high.nanoseconds))
  }
}
