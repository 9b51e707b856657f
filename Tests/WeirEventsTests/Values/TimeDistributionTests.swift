import Testing
import WeirEvents

@Suite struct TimeDistributionTests {
  @Test(arguments: [
    ("250ms", TimeDistribution.constant(.milliseconds(250))),
    ("constant:250ms", .constant(.milliseconds(250))),
    ("exponential:1s", .exponential(mean: .seconds(1))),
    ("uniform:100ms..400ms", .uniform(from: .milliseconds(100), to: .milliseconds(400))),
    ("normal:250ms,50ms", .normal(mean: .milliseconds(250), deviation: .milliseconds(50))),
    ("lognormal:250ms,0.8", .lognormal(median: .milliseconds(250), sigma: 0.8)),
    ("pareto:250ms,1.5", .pareto(minimum: .milliseconds(250), shape: 1.5)),
  ])
  func `each distribution family is read, and reads back when written`(
    text: String, distribution: TimeDistribution
  ) {
    #expect(TimeDistribution(text) == distribution)
    #expect(TimeDistribution(distribution.description) == distribution)
  }

  @Test(arguments: [
    "", "exponential", "exponential:", "exponential:5", "gamma:1s", "uniform:1s", "uniform:2s..1s",
    "uniform:1s..2s..3s", "normal:1s", "normal:1s,2", "lognormal:1s,-1", "lognormal:1s,0",
    "lognormal:1s,nan", "pareto:1s,inf", "pareto:1s,x", ":1s",
  ])
  func `a text of another form is no distribution`(text: String) {
    #expect(TimeDistribution(text) == nil)
  }

  @Test func `a spread that grows too long is cut, and the location is kept`() {
    let longest = Duration.nanoseconds(9_000_000_000_000_000_000)
    let normal = TimeDistribution.normal(mean: .microseconds(1), deviation: .seconds(7_200_000_000))
    #expect(
      normal.relocated(to: .seconds(60)) == .normal(mean: .seconds(60), deviation: longest))
    let uniform = TimeDistribution.uniform(from: .zero, to: .seconds(1))
    #expect(
      uniform.relocated(to: .nanoseconds(Int64.max)) == .uniform(from: .zero, to: longest))
  }

  @Test(arguments: TimeDistribution.Family.allCases)
  func `changing the family, or scaling there and back, keeps the location`(
    family: TimeDistribution.Family
  ) {
    let distribution = TimeDistribution.constant(.milliseconds(400)).changed(to: family)
    #expect(distribution.family == family)
    #expect(distribution.location == .milliseconds(400))
    #expect(distribution.relocated(to: .milliseconds(800)).location == .milliseconds(800))
    let back = distribution.relocated(to: .milliseconds(800)).relocated(to: .milliseconds(400))
    #expect(back == distribution)
  }
}
