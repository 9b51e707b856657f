import WeirAnalysis
import WeirEvents

extension ScenarioDescription {
  /// The run that begins when nothing is said about it: the default preset, in its right form.
  func specification(seed: UInt64) -> RunSpecification {
    RunSpecification(
      scenario: name, preset: defaultPreset, seed: seed,
      parameters: parameters(of: standardPreset))
  }
}
