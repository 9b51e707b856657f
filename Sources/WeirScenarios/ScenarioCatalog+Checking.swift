public import WeirEvents

extension ScenarioCatalog {
  /// Checks that a run can be set up: that the scenario has everything that is named, and that
  /// knobs take their values.
  ///
  /// Setting up a run that fails this check is a programming error.
  ///
  /// - Throws: `CatalogError` for the first name or value that does not fit.
  public static func check(_ specification: RunSpecification) throws(CatalogError) {
    let description = try description(of: specification.scenario)
    guard description.preset(named: specification.preset) != nil else {
      throw .unknownPreset(
        specification.preset, scenario: description.name, known: description.presets.map(\.name))
    }
    if let pitfall = specification.pitfall { _ = try description.find(pitfall: pitfall) }
    for parameter in specification.parameters {
      try description.check(parameter.name, parameter.value)
    }
    for knob in description.knobs
    where !specification.parameters.contains(where: { $0.name == knob.name }) {
      throw .knobIsNotSet(knob.name, scenario: description.name)
    }
    for input in specification.inputs { try description.check(input.input) }
  }
}

extension ScenarioDescription {
  fileprivate func check(_ input: RunInput) throws(CatalogError) {
    switch input {
    case .parameterChanged(let name, let value): try check(name, value)
    case .pitfallSwitched(let name): if let name { _ = try find(pitfall: name) }
    case .triggered(let name): _ = try find(trigger: name)
    case .markerSet: break
    }
  }

  /// A value is valid if the knob reads the same value from its text.
  fileprivate func check(_ knob: String, _ value: ParameterValue) throws(CatalogError) {
    guard try self.value(of: knob, from: value.description) == value else {
      throw .knob(
        .wrongKind(knob: knob, text: value.description, expected: "a value of its own kind"))
    }
  }
}
