public import WeirEvents

/// All scenarios, by name.
public enum ScenarioCatalog {
  private static let scenarios: [any Scenario.Type] = [
    CoroutineScenario.self, TasksScenario.self, ProducerConsumerScenario.self,
    ResourceScenario.self,
    ErrorsScenario.self, TimeoutsScenario.self, BatchingScenario.self, PoolScenario.self,
    ShutdownScenario.self, BlockingScenario.self, ServiceScenario.self,
  ]

  /// The descriptions, in the order in which they are listed.
  public static var descriptions: [ScenarioDescription] { scenarios.map { $0.description } }

  /// The description of the scenario of that name.
  ///
  /// - Throws: `CatalogError.unknownScenario` if there is none.
  public static func description(of name: String) throws(CatalogError) -> ScenarioDescription {
    try scenario(named: name).description
  }

  /// The type of the scenario of that name.
  static func scenario(named name: String) throws(CatalogError) -> any Scenario.Type {
    guard let scenario = scenarios.first(where: { $0.description.name == name }) else {
      throw .unknownScenario(name, known: scenarios.map { $0.description.name })
    }
    return scenario
  }

  /// Makes a full specification: the values of a preset, changed as given.
  ///
  /// - Parameters:
  ///   - preset: the name of the preset; the scenario's default unless given.
  ///   - settings: knobs by name, and values as they are written on the command line; the last one
  ///     of a name counts.
  /// - Throws: `CatalogError` for the first name or value that does not fit.
  public static func specification(
    of name: String, preset: String? = nil, pitfall: String? = nil, seed: UInt64,
    settings: [(knob: String, text: String)] = []
  ) throws(CatalogError) -> RunSpecification {
    let description = try description(of: name)
    var preset = try description.find(preset: preset)
    let pitfall = try pitfall.map { name throws(CatalogError) in try description.find(pitfall: name)
    }
    for setting in settings {
      preset.values[setting.knob] = try description.value(of: setting.knob, from: setting.text)
    }
    return RunSpecification(
      scenario: name, preset: preset.name, pitfall: pitfall, seed: seed,
      parameters: description.parameters(of: preset))
  }
}

extension ScenarioDescription {
  /// Reads a value for a knob of this scenario.
  ///
  /// - Throws: `CatalogError` if there is no such knob, or it does not take the value.
  public func value(of knob: String, from text: String) throws(CatalogError) -> ParameterValue {
    guard let found = self.knob(named: knob) else {
      throw .unknownKnob(knob, scenario: name, known: knobs.map(\.name))
    }
    do {
      return try found.value(from: text)
    } catch {
      throw .knob(error)
    }
  }

  /// Returns the name of a pitfall.
  ///
  /// - Throws: `CatalogError.unknownPitfall` if there is none of that name.
  public func find(pitfall name: String) throws(CatalogError) -> String {
    guard pitfalls.contains(where: { $0.name == name }) else {
      throw .unknownPitfall(name, scenario: self.name, known: pitfalls.map(\.name))
    }
    return name
  }

  /// Returns the name of a trigger.
  ///
  /// - Throws: `CatalogError.unknownTrigger` if there is none of that name.
  public func find(trigger name: String) throws(CatalogError) -> String {
    guard triggers.contains(where: { $0.name == name }) else {
      throw .unknownTrigger(name, scenario: self.name, known: triggers.map(\.name))
    }
    return name
  }

  fileprivate func find(preset name: String?) throws(CatalogError) -> Preset {
    let name = name ?? defaultPreset
    guard let preset = preset(named: name) else {
      throw .unknownPreset(name, scenario: self.name, known: presets.map(\.name))
    }
    return preset
  }
}
