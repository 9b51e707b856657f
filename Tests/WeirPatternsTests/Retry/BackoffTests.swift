import Testing
import WeirPatterns
import WeirEvents

@Suite struct BackoffTests {
  private static let limits = (base: Duration.milliseconds(100), cap: Duration.seconds(1))

  /// The first six delays in milliseconds if each draw gives the same number.
  private func delays(_ jitter: RetryPolicy.Jitter, unit: Double) -> [Int64] {
    let policy = RetryPolicy(
      attempts: 9, base: BackoffTests.limits.base, cap: BackoffTests.limits.cap, jitter: jitter)
    var backoff = Backoff(policy)
    return (1...6).map { _ in backoff.next(unit: unit).nanoseconds / 1_000_000 }
  }

  @Test func `without jitter the delay doubles up to the cap`() {
    #expect(delays(.none, unit: 0.7) == [100, 200, 400, 800, 1000, 1000])
  }

  @Test func `full jitter is anything from zero to the delay without jitter`() {
    #expect(delays(.full, unit: 0) == [0, 0, 0, 0, 0, 0])
    #expect(delays(.full, unit: 0.5) == [50, 100, 200, 400, 500, 500])
  }

  @Test func `equal jitter is half of the delay without jitter, and anything up to the other half`()
  {
    #expect(delays(.equal, unit: 0) == [50, 100, 200, 400, 500, 500])
    #expect(delays(.equal, unit: 0.5) == [75, 150, 300, 600, 750, 750])
  }

  @Test func `decorrelated jitter is anything from the base up to three times the last delay`() {
    #expect(delays(.decorrelated, unit: 0) == [100, 100, 100, 100, 100, 100])
    #expect(delays(.decorrelated, unit: 0.5) == [200, 350, 575, 912, 1000, 1000])
  }

  @Test(arguments: RetryPolicy.Jitter.allCases)
  func `no delay is longer than the cap, not even the first`(jitter: RetryPolicy.Jitter) {
    let policy = RetryPolicy(base: .seconds(60), cap: .seconds(1), jitter: jitter)
    var backoff = Backoff(policy)
    for _ in 1...200 {
      let delay = backoff.next(unit: 0.999)
      #expect(delay >= .zero && delay <= .seconds(1))
    }
  }

  @Test(
    arguments: [
      (-1, 0), (.nan, 0), (-.infinity, 0), (2, 999_999_999), (.infinity, 999_999_999),
    ] as [(Double, Int64)])
  func `a random number outside 0 to 1 is clamped`(unit: Double, nanoseconds: Int64) {
    var backoff = Backoff(.init(base: .seconds(1), jitter: .full))
    #expect(backoff.next(unit: unit) == .nanoseconds(nanoseconds))
  }

  @Test func `a retry policy clamps invalid numbers`() {
    var policy = RetryPolicy(attempts: 0, base: .seconds(-1), cap: .seconds(-1))
    #expect(policy == RetryPolicy(attempts: 1, base: .zero, cap: .zero))
    (policy.attempts, policy.base, policy.cap) = (-5, .seconds(-2), .seconds(-2))
    #expect(policy == RetryPolicy(attempts: 1, base: .zero, cap: .zero))
  }
}
