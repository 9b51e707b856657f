public import WeirEvents

/// Why a run can't be set up with the given names and values.
public enum CatalogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no scenario of that name.
  case unknownScenario(String, known: [String])
  /// The scenario has no preset of that name.
  case unknownPreset(String, scenario: String, known: [String])
  /// The scenario has no pitfall of that name.
  case unknownPitfall(String, scenario: String, known: [String])
  /// The scenario has no trigger of that name.
  case unknownTrigger(String, scenario: String, known: [String])
  /// The scenario has no knob of that name.
  case unknownKnob(String, scenario: String, known: [String])
  /// The specification does not set a knob.
  case knobIsNotSet(String, scenario: String)
  /// A knob can't be set to the given value.
  case knob(KnobError)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .unknownScenario(let name, let known):
      "There is no scenario '\(name)'. \(advice(name, known, else: "See 'weir list'"))"
    case .unknownPreset(let name, let scenario, let known):
      "The scenario '\(scenario)' has no preset '\(name)'. \(advice(name, known))"
    case .unknownPitfall(let name, let scenario, let known):
      "The scenario '\(scenario)' has no pitfall '\(name)'. \(advice(name, known))"
    case .unknownTrigger(let name, let scenario, let known):
      known.isEmpty
        ? "The scenario '\(scenario)' has no triggers. Leave out --trigger \(name)."
        : "The scenario '\(scenario)' has no trigger '\(name)'. \(advice(name, known))"
    case .unknownKnob(let name, let scenario, let known):
      "The scenario '\(scenario)' has no knob '\(name)'. \(advice(name, known))"
    case .knobIsNotSet(let name, let scenario):
      "The knob '\(name)' of the scenario '\(scenario)' is not set. Give it a value."
    case .knob(let error): error.description
    }
  }

  private func advice(_ name: String, _ known: [String], else other: String? = nil) -> String {
    NearestName.question(for: name, among: known)
      ?? "\(other ?? "Choose one of \(known.joined(separator: ", "))")."
  }
}
