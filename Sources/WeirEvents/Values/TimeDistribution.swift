/// The distribution of a length of time, and how it is written on the command line.
///
/// `250ms` (constant), `exponential:250ms` (mean), `uniform:100ms..400ms`, `normal:250ms,50ms`
/// (mean and standard deviation, cut at zero), `lognormal:250ms,0.8` (median and sigma) or
/// `pareto:250ms,1.5` (minimum and shape).
public enum TimeDistribution: Hashable, Sendable {
  /// Always the same.
  case constant(Duration)
  /// Exponential (memoryless), with this mean.
  case exponential(mean: Duration)
  /// Uniform between two lengths.
  case uniform(from: Duration, to: Duration)
  /// Normal, cut at zero.
  case normal(mean: Duration, deviation: Duration)
  /// Log-normal: half of all draws lie below the median.
  case lognormal(median: Duration, sigma: Double)
  /// Pareto: a heavy tail above a minimum. The mean is infinite for a shape of 1 or less.
  case pareto(minimum: Duration, shape: Double)
}

extension TimeDistribution {
  /// The families by name, in the order in which a key cycles through them.
  public enum Family: String, CaseIterable, Sendable {
    /// The name is the one on the command line.
    case constant, exponential, uniform, normal, lognormal, pareto
  }

  /// The family it belongs to.
  public var family: Family {
    switch self {
    case .constant: .constant
    case .exponential: .exponential
    case .uniform: .uniform
    case .normal: .normal
    case .lognormal: .lognormal
    case .pareto: .pareto
    }
  }

  /// The length that locates the distribution: its value, mean, middle, median or minimum.
  public var location: Duration {
    switch self {
    case .constant(let value): value
    case .exponential(let mean): mean
    case .uniform(let from, let to): from.saturatingAdd(to) / 2
    case .normal(let mean, _): mean
    case .lognormal(let median, _): median
    case .pareto(let minimum, _): minimum
    }
  }

  /// The longest of the distribution's parameters; draws from a tail can be longer.
  var greatestLength: Duration {
    switch self {
    case .constant, .exponential, .lognormal, .pareto: location
    case .uniform(let from, let to): max(from, to)
    case .normal(let mean, let deviation): max(mean, deviation)
    }
  }

  /// The longest spread that scaling gives, in nanoseconds: 285 years.
  private static let longest = 9e18

  /// The same shape at another location; spreads are scaled in proportion, to 285 years at most.
  public func relocated(to location: Duration) -> TimeDistribution {
    let old = self.location.nanoseconds
    let new = location.nanoseconds
    func scaled(_ duration: Duration) -> Duration {
      guard old > 0 else { return location }
      let length = Double(duration.nanoseconds) / Double(old) * Double(new)
      return .nanoseconds(
        Int64(length.clamped(to: -TimeDistribution.longest...TimeDistribution.longest)))
    }
    switch self {
    case .constant: return .constant(location)
    case .exponential: return .exponential(mean: location)
    case .uniform(let from, let to): return .uniform(from: scaled(from), to: scaled(to))
    case .normal(_, let deviation): return .normal(mean: location, deviation: scaled(deviation))
    case .lognormal(_, let sigma): return .lognormal(median: location, sigma: sigma)
    case .pareto(_, let shape): return .pareto(minimum: location, shape: shape)
    }
  }

  /// Another family at the same location, with a typical spread.
  public func changed(to family: Family) -> TimeDistribution {
    let location = location
    switch family {
    case .constant: return .constant(location)
    case .exponential: return .exponential(mean: location)
    case .uniform:
      return .uniform(from: location / 2, to: location.saturatingAdd(location / 2))
    case .normal: return .normal(mean: location, deviation: location / 5)
    case .lognormal: return .lognormal(median: location, sigma: 0.8)
    case .pareto: return .pareto(minimum: location, shape: 1.5)
    }
  }
}

extension TimeDistribution: CustomStringConvertible {
  /// The form on the command line; reading it back gives an equal value.
  public var description: String {
    switch self {
    case .constant(let value): "\(DurationText(value))"
    case .exponential(let mean): "exponential:\(DurationText(mean))"
    case .uniform(let from, let to): "uniform:\(DurationText(from))..\(DurationText(to))"
    case .normal(let mean, let deviation):
      "normal:\(DurationText(mean)),\(DurationText(deviation))"
    case .lognormal(let median, let sigma): "lognormal:\(DurationText(median)),\(sigma)"
    case .pareto(let minimum, let shape): "pareto:\(DurationText(minimum)),\(shape)"
    }
  }

  /// Reads the form on the command line; `nil` if the text has another form.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else {
      guard let value = DurationText.parse(text) else { return nil }
      self = .constant(value)
      return
    }
    let rest = text[text.index(after: colon)...]
    guard let family = Family(rawValue: String(text[..<colon])),
      let value = TimeDistribution.parse(family, String(rest))
    else { return nil }
    self = value
  }

  private static func parse(_ family: Family, _ rest: String) -> TimeDistribution? {
    switch family {
    case .constant: return DurationText.parse(rest).map { .constant($0) }
    case .exponential: return DurationText.parse(rest).map { .exponential(mean: $0) }
    case .uniform:
      let ends = rest.split(separator: "..", omittingEmptySubsequences: false)
      guard ends.count == 2, let from = DurationText.parse(String(ends[0])),
        let to = DurationText.parse(String(ends[1])), from <= to
      else { return nil }
      return .uniform(from: from, to: to)
    case .normal, .lognormal, .pareto:
      let parts = rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let first = DurationText.parse(parts[0]) else { return nil }
      return parse(family, first, parts[1])
    }
  }

  private static func parse(_ family: Family, _ first: Duration, _ second: String)
    -> TimeDistribution?
  {
    if family == .normal {
      return DurationText.parse(second).map { .normal(mean: first, deviation: $0) }
    }
    guard let number = Double(second), number.isFinite, number > 0 else { return nil }
    return family == .lognormal
      ? .lognormal(median: first, sigma: number) : .pareto(minimum: first, shape: number)
  }
}
