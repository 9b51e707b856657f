extension ScenarioDescription {
  /// A knob that is not what it is set to, and what holds instead.
  public struct Overruling: Hashable, Sendable {
    public var knob: String
    /// The value that holds; nil if the knob does nothing.
    public var value: ParameterValue?

    public init(_ knob: String, _ value: ParameterValue?) {
      self.knob = knob
      self.value = value
    }

    /// The pitfall holds the knob at a value.
    public static func holds(_ knob: String, _ value: ParameterValue) -> Overruling {
      Overruling(knob, value)
    }

    /// The pitfall does not ask for the knob.
    public static func unused(_ knob: String) -> Overruling { Overruling(knob, nil) }
  }

  /// The pitfall of that name.
  public func pitfall(named name: String?) -> Pitfall? { pitfalls.first { $0.name == name } }

  /// Why a knob is not what it is set to while a pitfall, or none, is in; nil if it is.
  public func overruling(of knob: String, by pitfall: String?) -> Overruling? {
    if let overruling = self.pitfall(named: pitfall)?.overrules.first(where: { $0.knob == knob }) {
      return overruling
    }
    guard let user = user(of: knob), user != pitfall else { return nil }
    return .unused(knob)
  }

  /// The pitfall without which a knob does nothing; nil if it does not need one.
  public func user(of knob: String) -> String? {
    pitfalls.first { $0.uses.contains(knob) }?.name
  }

  /// The knobs that are not what a specification sets them to, in the order of the knobs, as the
  /// run begins.
  public func overrulings(in specification: RunSpecification) -> [Overruling] {
    specification.parameters.compactMap { parameter in
      let overruling = overruling(of: parameter.name, by: specification.pitfall)
      return overruling?.value == parameter.value ? nil : overruling
    }
  }
}
