import WeirAnalysis
import WeirEvents

extension ScenarioDescription {
  /// The run that begins by default: the default preset, without a pitfall.
  func specification(seed: UInt64) -> RunSpecification {
    RunSpecification(
      scenario: name, preset: defaultPreset, seed: seed,
      parameters: parameters(of: standardPreset))
  }
}
