import Testing
import WeirTestSupport

@testable import WeirAnalysis
@testable import WeirEvents

@Suite struct DurationHistogramTests {
  private func histogram(_ nanoseconds: [Int64]) -> DurationHistogram {
    var histogram = DurationHistogram()
    for value in nanoseconds { histogram.record(nanoseconds: value) }
    return histogram
  }

  @Test func `an empty histogram has no mean, no quantiles and no maximum`() {
    let empty = DurationHistogram()
    #expect(empty.mean == nil && empty.quantile(0.5) == nil && empty.maximum == nil)
    #expect(empty.count(above: .nanoseconds(-1), upTo: .seconds(1)) == 0)
  }

  @Test func `zeros count as durations`() {
    let half = histogram([0, 0, 0, 1_000, 2_000, 3_000])
    #expect(half.quantile(0.5) == .zero)
    #expect(half.quantile(0.51) == .nanoseconds(1_000))
    #expect(half.mean == .nanoseconds(1_000))
    #expect(half.zeros == 3)
  }

  @Test(arguments: [(0.01, Int64(1)), (0.07, 7), (0.5, 50), (0.99, 99), (0.999, 100), (1, 100)])
  func `a quantile is the smallest value that its share of the values don't exceed`(
    share: Double, value: Int64
  ) {
    #expect(histogram(Array(1...100)).quantile(share) == .nanoseconds(value))
  }

  @Test(arguments: UInt64(1)...20)
  func `several quantiles at once equal the single ones`(seed: UInt64) {
    var dice = Dice(seed)
    let values = (0..<300).map { _ in Int64(dice.next() >> UInt64(20 + dice.below(44))) }
    let all = histogram(values)
    let shares = [0, 0.01, 0.1, 0.5, 0.5, 0.9, 0.999, 1]
    #expect(all.quantiles(shares) == shares.compactMap { all.quantile($0) })
    #expect(all.quantiles([]) == [] && histogram([]).quantiles(shares) == [])
  }

  @Test func `sums of centuries stay exact`() {
    let long = histogram(Array(repeating: 9_000_000_000_000_000_000, count: 3))
    #expect(long.mean == .nanoseconds(9_000_000_000_000_000_000))
  }

  @Test(arguments: UInt64(1)...20)
  func `counts of adjacent ranges add up to the total`(seed: UInt64) {
    var dice = Dice(seed)
    let values = (0..<500).map { _ in Int64(dice.next() >> UInt64(20 + dice.below(40))) }
    let all = histogram(values)
    var bounds = [Duration.nanoseconds(-1)]
    while let last = bounds.last, last <= all.maximum ?? .zero {
      bounds.append(last + .nanoseconds(1 + Int64(dice.next() >> UInt64(20 + dice.below(30)))))
    }
    let counts = zip(bounds, bounds.dropFirst()).map { all.count(above: $0, upTo: $1) }
    #expect(counts.reduce(0, +) == values.count)
  }
}
