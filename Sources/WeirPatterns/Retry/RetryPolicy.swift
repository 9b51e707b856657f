/// How often something is tried, and how long to wait before each further attempt.
///
/// The delays grow exponentially from a base up to a cap, and are spread by chance, lest all who
/// failed together come back together. The formulas are those of Marc Brooker, "Exponential Backoff
/// And Jitter", AWS Architecture Blog (2015).
public struct RetryPolicy: Hashable, Sendable {
  /// How often it is tried at the most, the first time included. Less than 1 counts as 1.
  public var attempts: Int {
    didSet { attempts = max(1, attempts) }
  }
  /// The delay before the second attempt, jitter aside. A negative one counts as none, one over 292
  /// years as 292 years.
  public var base: Duration {
    didSet { base = max(.zero, base) }
  }
  /// No delay is longer than this. A negative one counts as none, one over 292 years as 292 years.
  public var cap: Duration {
    didSet { cap = max(.zero, cap) }
  }
  public var jitter: Jitter

  /// How chance spreads the delays.
  public enum Jitter: String, Hashable, Sendable, CaseIterable {
    /// Not at all: min(cap, base · 2ⁿ) before retry n, counted from 0.
    case none
    /// Anything from nothing up to that.
    case full
    /// Half of that, and anything up to the other half.
    case equal
    /// Anything from the base up to three times the delay before, at most the cap.
    case decorrelated
  }

  public init(
    attempts: Int = 4, base: Duration = .milliseconds(100), cap: Duration = .seconds(10),
    jitter: Jitter = .full
  ) {
    self.attempts = max(1, attempts)
    self.base = max(.zero, base)
    self.cap = max(.zero, cap)
    self.jitter = jitter
  }

  /// Tries once.
  public static let once = RetryPolicy(attempts: 1)
}
