import Testing
import WeirEvents

@testable import WeirEngine

@Suite struct TimeDistributionDrawingTests {
  /// The mean and the standard deviation of many draws, in seconds.
  private func moments(_ text: String, count: Int = 200_000) throws -> (
    mean: Double, deviation: Double
  ) {
    let distribution = try #require(TimeDistribution(text))
    var stream = RandomStream(seed: 1, name: text)
    let draws = (0..<count).map { _ in distribution.draw(from: &stream).seconds }
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    return (mean, variance.squareRoot())
  }

  @Test(arguments: [
    ("250ms", 0.25, 0), ("exponential:250ms", 0.25, 0.25), ("uniform:100ms..400ms", 0.25, 0.0866),
    ("normal:250ms,50ms", 0.25, 0.05), ("lognormal:250ms,0.5", 0.2833, 0.151),
    ("pareto:200ms,3", 0.3, 0.1732),
  ])
  func `draws have the theoretical mean and standard deviation`(
    text: String, mean: Double, deviation: Double
  )
    throws
  {
    let moments = try moments(text)
    #expect(abs(moments.mean - mean) < 0.01 * mean)
    #expect(abs(moments.deviation - deviation) < 0.05 * deviation + 1e-12)
  }

  @Test func `each draw takes one random number, whatever the distribution`() throws {
    for text in ["1s", "exponential:1s", "normal:1s,1s", "pareto:1s,2", "uniform:0s..1s"] {
      var one = RandomStream(seed: 5, name: "x")
      var other = one
      _ = try #require(TimeDistribution(text)).draw(from: &one)
      _ = other.next()
      #expect(one.next() == other.next())
    }
  }

  @Test func `random streams differ by name and by seed, and repeat`() {
    var streams = [(1, "a"), (1, "b"), (2, "a"), (1, "a")].map { RandomStream(seed: $0, name: $1) }
    let first = streams.indices.map { streams[$0].next() }
    #expect(first[0] == first[3])
    #expect(Set(first).count == 3)
  }

  /// Guards the promise that a seed gives equal draws on every machine: these are known bits.
  @Test func `the first draws of a seed never change`() {
    var stream = RandomStream(seed: 42, name: "producer-1.produce-time")
    let distribution = TimeDistribution.exponential(mean: .seconds(1))
    let draws = (0..<4).map { _ in distribution.draw(from: &stream).nanoseconds }
    #expect(draws == [370_449_941, 878_635_679, 785_197_785, 645_070_664])
  }

  @Test(arguments: [1e-300, 1e-9, 0.1, 0.5, 0.999, 1, 1.5, 2.718281828459045, 1e9, 1e300])
  func `the logarithm and the exponential undo each other`(x: Double) {
    let log = PortableMath.log(x)
    #expect(abs(PortableMath.exp(log) / x - 1) < 1e-13)
  }

  /// Numbers between 0 and 1: random ones, the least and the greatest, and those near powers of two
  /// and of their roots, where the logarithm changes from one series to the next.
  private static let units: [Double] = {
    var stream = RandomStream(seed: 3, name: "units")
    let random = (0..<20_000).map { _ in stream.nextUnit() }
    let edges = (0...53).flatMap { power in
      [1, 2.0.squareRoot(), 1.5].flatMap { significand in
        let edge = significand * Double(sign: .plus, exponent: -power - 1, significand: 1)
        return [edge.nextDown, edge, edge.nextUp]
      }
    }
    return random + edges + [0x1p-54, 1 - 0x1p-54]
  }()

  @Test func `the quick logarithm and exponential stay within a quarter of their errors`() {
    for unit in Self.units {
      let difference = abs(PortableMath.quickLog(unit) - PortableMath.log(unit))
      #expect(difference < PortableMath.quickLogError / 4)
      let power = 200 * unit - 100
      let ratio = PortableMath.quickExp(power) / PortableMath.exp(power)
      #expect(abs(ratio - 1) < PortableMath.quickExpError / 4)
    }
  }

  /// With a mean of years, each draw needs the precise value; with one of a second, nearly none.
  @Test(arguments: [Int64.min, -1, 0, 1, 1_000, 1_000_000_000, 60_000_000_000, 1 << 55, .max])
  func `a draw equals the rounded precise value`(nanoseconds: Int64) {
    let length = Duration.nanoseconds(nanoseconds)
    func rounded(_ value: Double) -> Int64 { Int64(min(max(value, 0), 31_536_000e9) + 0.5) }
    func scaled(_ power: Double) -> Int64 {
      rounded(PortableMath.exp(min(max(power, -100), 100)) * Double(nanoseconds))
    }
    var stream = RandomStream(seed: 9, name: "draws")
    for parameter in [0, 0.8, 40] {
      for _ in 0..<2_000 {
        let current = stream
        let unit = stream.nextUnit()
        func draw(_ distribution: TimeDistribution) -> Int64 {
          var stream = current
          return distribution.draw(from: &stream).nanoseconds
        }
        let log = PortableMath.log(unit)
        #expect(draw(.exponential(mean: length)) == rounded(-log * Double(nanoseconds)))
        #expect(
          draw(.lognormal(median: length, sigma: parameter))
            == scaled(PortableMath.normalQuantile(unit) * parameter))
        #expect(draw(.pareto(minimum: length, shape: parameter)) == scaled(-log / parameter))
      }
    }
  }

  @Test func `the normal quantile has the values of the tables`() {
    for (probability, quantile) in [
      (0.5, 0.0), (0.975, 1.959963984540054), (0.001, -3.090232306167813),
      (0.9999, 3.719016485455709),
      (1e-12, -7.034483823),
    ] {
      #expect(abs(PortableMath.normalQuantile(probability) - quantile) < 1e-8)
    }
  }
}
