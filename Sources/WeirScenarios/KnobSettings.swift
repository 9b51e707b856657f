public import WeirEvents

/// What the knobs of a running scenario are set to.
///
/// Asking for a knob that the scenario does not have, or for a value of another kind, is a mistake of the scenario.
public struct KnobSettings: Sendable {
  private var names: [String]
  private var values: [ParameterValue]
  /// What holds instead of a value while a pitfall overrules it.
  private var overruling: [ParameterValue?]

  public init(_ parameters: [RunSpecification.Parameter]) {
    names = parameters.map(\.name)
    values = parameters.map(\.value)
    overruling = parameters.map { _ in nil }
  }

  /// The value that holds. Setting a knob that is overruled has an effect once it no longer is.
  public internal(set) subscript(knob: String) -> ParameterValue {
    get {
      let index = index(of: knob)
      return overruling[index] ?? values[index]
    }
    set { values[index(of: knob)] = newValue }
  }

  /// Lets other values hold from now on, in place of those that are overruled so far.
  mutating func overrule(by overrulings: [ScenarioDescription.Overruling]) {
    overruling = names.map { name in overrulings.first { $0.knob == name }?.value }
  }

  /// A whole number.
  public func count(_ knob: String) -> Int {
    guard case .count(let count) = self[knob] else { preconditionFailure("\(knob) is no count.") }
    return count
  }

  /// A limit; none is no limit.
  public func limit(_ knob: String) -> Int? {
    switch self[knob] {
    case .count(let count): count
    case .unlimited: nil
    default: preconditionFailure("\(knob) is no capacity.")
    }
  }

  /// How a length of time is drawn.
  public func time(_ knob: String) -> TimeDistribution {
    guard case .time(let time) = self[knob] else { preconditionFailure("\(knob) is no time.") }
    return time
  }

  /// A length of time; none is off.
  public func duration(_ knob: String) -> Duration? {
    switch self[knob] {
    case .duration(let duration): duration
    case .off: nil
    default: preconditionFailure("\(knob) is no duration.")
    }
  }

  /// One of a few words.
  public func choice(_ knob: String) -> String {
    guard case .choice(let word) = self[knob] else { preconditionFailure("\(knob) is no choice.") }
    return word
  }

  /// How many of a thousand.
  public func share(_ knob: String) -> Int {
    guard case .share(let share) = self[knob] else { preconditionFailure("\(knob) is no share.") }
    return share
  }

  /// The mean time between two of those that come so often in a second.
  public func interval(_ knob: String) -> Duration {
    guard case .rate(let rate) = self[knob] else { preconditionFailure("\(knob) is no rate.") }
    return .nanoseconds(1_000_000_000_000 / Int64(rate))
  }

  private func index(of knob: String) -> Int {
    guard let index = names.firstIndex(of: knob) else {
      preconditionFailure("There is no knob \(knob).")
    }
    return index
  }
}
