extension ScenarioDescription {
  /// A knob whose set value does not hold, and what holds instead.
  public struct Overruling: Hashable, Sendable {
    /// The name of the knob.
    public var knob: String
    /// The value that holds; `nil` if the knob has no effect.
    public var value: ParameterValue?

    /// A knob, and the value that holds.
    public init(_ knob: String, _ value: ParameterValue?) {
      self.knob = knob
      self.value = value
    }

    /// The pitfall fixes the knob at a value.
    public static func holds(_ knob: String, _ value: ParameterValue) -> Overruling {
      Overruling(knob, value)
    }

    /// The pitfall does not use the knob.
    public static func unused(_ knob: String) -> Overruling { Overruling(knob, nil) }
  }

  /// The pitfall of that name; `nil` if there is none.
  public func pitfall(named name: String?) -> Pitfall? { pitfalls.first { $0.name == name } }

  /// How a knob is overruled while a pitfall, or none, is enabled; `nil` if its set value holds.
  public func overruling(of knob: String, by pitfall: String?) -> Overruling? {
    if let overruling = self.pitfall(named: pitfall)?.overrules.first(where: { $0.knob == knob }) {
      return overruling
    }
    guard let user = user(of: knob), user != pitfall else { return nil }
    return .unused(knob)
  }

  /// The pitfall without which a knob has no effect; `nil` if it needs none.
  public func user(of knob: String) -> String? {
    pitfalls.first { $0.uses.contains(knob) }?.name
  }

  /// The knobs that are overruled at the start of a run, in the order of the knobs.
  public func overrulings(in specification: RunSpecification) -> [Overruling] {
    specification.parameters.compactMap { parameter in
      let overruling = overruling(of: parameter.name, by: specification.pitfall)
      return overruling?.value == parameter.value ? nil : overruling
    }
  }
}
