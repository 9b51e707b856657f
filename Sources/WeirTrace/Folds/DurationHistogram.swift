import Histogram

/// How often something took how long: count, sum, mean and maximum are exact, percentiles to three digits.
///
/// Zero is counted apart: in virtual time most waits are none, and counting them is all that they cost.
public struct DurationHistogram: Sendable {
  /// How many durations were recorded.
  public private(set) var count = 0
  /// How many of them were zero.
  public private(set) var zeros = 0
  /// The longest; zero where there is none.
  public private(set) var maximum = Duration.zero
  private var sum: Int128 = 0
  private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

  public init() {}

  /// Records one duration; a negative one counts as zero.
  mutating func record(nanoseconds: Int64) {
    count += 1
    guard nanoseconds > 0 else {
      zeros += 1
      return
    }
    sum += Int128(nanoseconds)
    histogram.record(UInt64(nanoseconds))
  }

  /// The mean; nothing where nothing was recorded.
  public var mean: Duration? { nil }

  /// The smallest duration that at least this share (0 to 1) of all don't exceed; nothing where nothing was recorded.
  public func quantile(_ share: Double) -> Duration? { nil }

  /// How many lie above one duration and not above another.
  public func count(above low: Duration, upTo high: Duration) -> Int { 0 }
}
