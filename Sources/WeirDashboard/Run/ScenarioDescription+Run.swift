public import WeirEvents
import WeirAnalysis

extension ScenarioDescription {
  /// A scenario that this program does not have: only its events are known.
  public static func unknown(_ start: RunStart) -> ScenarioDescription {
    ScenarioDescription(
      name: start.scenario,
      summary: "This program does not have the scenario: only the events are known.",
      guideSection: "", presets: [], pitfalls: [], knobs: [], lengthKnob: "")
  }

  /// The scenario itself; `nil` if this program does not have it.
  var known: ScenarioDescription? { presets.isEmpty ? nil : self }

  /// Whether a run is of this scenario. One that another program recorded is not, even if it has
  /// the same name.
  func isOf(_ start: RunStart) -> Bool {
    name == start.scenario
      && (known == nil || start.isSimulation)
  }
}

extension ScenarioDescription {
  /// The run that begins by default: the default preset, without a pitfall.
  func specification(seed: UInt64) -> RunSpecification {
    RunSpecification(
      scenario: name, preset: defaultPreset, seed: seed,
      parameters: parameters(of: standardPreset))
  }
}
