public import WeirEvents

extension TimeDistribution {
  /// Draws a length of time in whole nanoseconds, from zero to one year whatever the parameters
  /// are.
  ///
  /// Each draw takes exactly one number from the stream, even for a constant, so that a change of
  /// the distribution leaves later draws as they were. All families use the inverse of their
  /// distribution function.
  public func draw(from stream: inout RandomStream) -> Duration {
    let unit = stream.nextUnit()
    switch self {
    case .constant(let value):
      return min(max(value, .zero), .year)
    case .exponential(let mean):
      let mean = Double(mean.nanoseconds)
      return .rounded(
        -PortableMath.quickLog(unit) * mean, within: PortableMath.quickLogError * mean.magnitude,
        precisely: -PortableMath.log(unit) * mean)
    case .uniform(let from, let to):
      let low = Double(from.nanoseconds)
      return .cut(low + unit * (Double(to.nanoseconds) - low))
    case .normal(let mean, let deviation):
      let bell = PortableMath.normalQuantile(unit)
      return .cut(Double(mean.nanoseconds) + bell * Double(deviation.nanoseconds))
    case .lognormal(let median, let sigma):
      return median.scaled(byExponential: PortableMath.normalQuantile(unit) * sigma)
    case .pareto(let minimum, let shape):
      return minimum.scaled(byExponential: -PortableMath.log(unit) / shape)
    }
  }
}

extension Duration {
  fileprivate static let year = Duration.seconds(31_536_000)

  /// This duration times e to a power, in whole nanoseconds from zero to one year.
  ///
  /// NaN counts as 0: it comes from an infinite spread times a deviation of zero.
  fileprivate func scaled(byExponential power: Double) -> Duration {
    let power = power.isNaN ? 0 : min(max(power, -100), 100)
    let length = Double(nanoseconds)
    let quick = length * PortableMath.quickExp(power)
    return .rounded(
      quick, within: PortableMath.quickExpError * quick.magnitude,
      precisely: length * PortableMath.exp(power))
  }

  /// Whole nanoseconds from zero to one year, rounded from an estimate, or from the precise value
  /// if the error of the estimate might change the result.
  @inline(__always)
  fileprivate static func rounded(
    _ estimate: Double, within error: Double, precisely precise: @autoclosure () -> Double
  ) -> Duration {
    let (least, most) = (rounded(estimate - error), rounded(estimate + error))
    return least == most ? .nanoseconds(least) : .cut(precise())
  }

  /// Whole nanoseconds, rounded, from zero to one year.
  fileprivate static func cut(_ nanoseconds: Double) -> Duration {
    .nanoseconds(rounded(nanoseconds.isNaN ? 0 : nanoseconds))
  }

  @inline(__always)
  private static func rounded(_ nanoseconds: Double) -> Int64 {
    Int64(min(max(nanoseconds, 0), 31_536_000e9) + 0.5)
  }
}
