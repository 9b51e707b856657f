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
      return .cut(-PortableMath.log(unit) * Double(mean.nanoseconds))
    case .uniform(let from, let to):
      let low = Double(from.nanoseconds)
      return .cut(low + unit * (Double(to.nanoseconds) - low))
    case .normal(let mean, let deviation):
      let bell = PortableMath.normalQuantile(unit)
      return .cut(Double(mean.nanoseconds) + bell * Double(deviation.nanoseconds))
    case .lognormal(let median, let sigma):
      let bell = PortableMath.normalQuantile(unit)
      return .cut(Double(median.nanoseconds) * PortableMath.exp(limited(bell * sigma)))
    case .pareto(let minimum, let shape):
      let exponent = -PortableMath.log(unit) / shape
      return .cut(Double(minimum.nanoseconds) * PortableMath.exp(limited(exponent)))
    }
  }

  /// NaN counts as 0: it comes from an infinite spread times a deviation of zero.
  private func limited(_ exponent: Double) -> Double {
    exponent.isNaN ? 0 : min(max(exponent, -100), 100)
  }
}

extension Duration {
  fileprivate static let year = Duration.seconds(31_536_000)

  /// Whole nanoseconds, rounded, from zero to one year.
  fileprivate static func cut(_ nanoseconds: Double) -> Duration {
    .nanoseconds(Int64(min(max(nanoseconds.isNaN ? 0 : nanoseconds, 0), 31_536_000e9) + 0.5))
  }
}
