/// How often something is tried, and how long to wait before each further attempt.
///
/// The delays grow exponentially from a base up to a cap, and are spread by chance, lest all who failed together come
/// back together. The formulas are those of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog
/// (2015).
public struct RetryPolicy: Hashable, Sendable {
  /// How often it is tried at the most, the first time included; at least 1.
  public var attempts: Int
  /// The delay before the second attempt, jitter aside.
  public var base: Duration
  /// No delay is longer than this.
  public var cap: Duration
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
    precondition(attempts > 0, "Whatever is never tried can't be tried again.")
    precondition(base >= .zero && cap >= .zero, "A delay can't be negative.")
    self.attempts = attempts
    self.base = base
    self.cap = cap
    self.jitter = jitter
  }

  /// Tries once.
  public static let once = RetryPolicy(attempts: 1)
}
