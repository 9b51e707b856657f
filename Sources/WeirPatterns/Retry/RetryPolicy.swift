/// How many attempts to make, and how long to wait before each further one.
///
/// The delays grow exponentially from a base up to a cap, and are spread randomly, so that callers
/// that failed together don't retry together. The formulas are those of Marc Brooker, "Exponential
/// Backoff And Jitter", AWS Architecture Blog (2015).
public struct RetryPolicy: Hashable, Sendable {
  /// The maximum number of attempts, including the first. Less than 1 counts as 1.
  public var attempts: Int {
    didSet { attempts = max(1, attempts) }
  }
  /// The delay before the second attempt, without jitter. A negative one counts as zero, one over
  /// 292 years as 292 years.
  public var base: Duration {
    didSet { base = max(.zero, base) }
  }
  /// The longest delay. A negative one counts as zero, one over 292 years as 292 years.
  public var cap: Duration {
    didSet { cap = max(.zero, cap) }
  }
  /// How the delays are spread.
  public var jitter: Jitter

  /// How randomness spreads the delays.
  public enum Jitter: String, Hashable, Sendable, CaseIterable {
    /// Not at all: the delay before retry n, counted from 0, is min(cap, base · 2ⁿ).
    case none
    /// Uniform between zero and that delay.
    case full
    /// Half of that delay, plus a uniform part of the other half.
    case equal
    /// Uniform between the base and three times the previous delay, at most the cap.
    case decorrelated
  }

  /// A policy; values out of range are clamped.
  public init(
    attempts: Int = 4, base: Duration = .milliseconds(100), cap: Duration = .seconds(10),
    jitter: Jitter = .full
  ) {
    self.attempts = max(1, attempts)
    self.base = max(.zero, base)
    self.cap = max(.zero, cap)
    self.jitter = jitter
  }

  /// One attempt, no retries.
  public static let once = RetryPolicy(attempts: 1)
}
