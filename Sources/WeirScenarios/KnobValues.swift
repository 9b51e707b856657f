public import WeirEvents

/// The current values of the knobs of a running scenario.
///
/// It is a programming error of the scenario to ask for a knob that it does not have, or for a
/// value of another kind.
///
/// - Complexity: Reading a value takes linear time in the number of knobs.
public struct KnobValues: Sendable {
  private var names: [String]
  private var values: [ParameterValue]
  /// The values that hold instead while a pitfall overrules a knob.
  private var overruling: [ParameterValue?]

  /// The values at the start of a run.
  public init(_ parameters: [RunSpecification.Parameter]) {
    names = parameters.map(\.name)
    values = parameters.map(\.value)
    overruling = parameters.map { _ in nil }
  }

  /// The value that holds. Setting an overruled knob takes effect when it is no longer overruled.
  public internal(set) subscript(knob: String) -> ParameterValue {
    get {
      let index = index(of: knob)
      return overruling[index] ?? values[index]
    }
    set { values[index(of: knob)] = newValue }
  }

  /// Replaces the overrulings: their values hold from now on.
  mutating func overrule(by overrulings: [ScenarioDescription.Overruling]) {
    overruling = names.map { name in overrulings.first { $0.knob == name }?.value }
  }

  /// A whole number.
  public func count(_ knob: String) -> Int {
    guard case .count(let count) = self[knob] else {
      preconditionFailure("\(knob) is not a count.")
    }
    return count
  }

  /// A limit; `nil` is no limit.
  public func limit(_ knob: String) -> Int? {
    switch self[knob] {
    case .count(let count): count
    case .unlimited: nil
    default: preconditionFailure("\(knob) is not a capacity.")
    }
  }

  /// A distribution of a length of time.
  public func time(_ knob: String) -> TimeDistribution {
    guard case .time(let time) = self[knob] else { preconditionFailure("\(knob) is not a time.") }
    return time
  }

  /// A length of time; `nil` is off.
  public func duration(_ knob: String) -> Duration? {
    switch self[knob] {
    case .duration(let duration): duration
    case .off: nil
    default: preconditionFailure("\(knob) is not a duration.")
    }
  }

  /// A word of a choice.
  public func choice(_ knob: String) -> String {
    guard case .choice(let word) = self[knob] else {
      preconditionFailure("\(knob) is not a choice.")
    }
    return word
  }

  /// A share, in thousandths.
  public func share(_ knob: String) -> Int {
    guard case .share(let share) = self[knob] else {
      preconditionFailure("\(knob) is not a share.")
    }
    return share
  }

  /// The average time between two arrivals at a rate.
  public func interval(_ knob: String) -> Duration {
    guard case .rate(let rate) = self[knob] else { preconditionFailure("\(knob) is not a rate.") }
    return .nanoseconds(1_000_000_000_000 / Int64(rate))
  }

  private func index(of knob: String) -> Int {
    guard let index = names.firstIndex(of: knob) else {
      preconditionFailure("There is no knob \(knob).")
    }
    return index
  }
}
