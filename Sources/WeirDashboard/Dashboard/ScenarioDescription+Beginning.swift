import WeirAnalysis
import WeirEvents

extension ScenarioDescription {
  /// The run that begins when nothing is said about it: the first preset, in its right form.
  func specification(seed: UInt64) -> RunSpecification {
    RunSpecification(
      scenario: name, preset: presets.first?.name ?? "", seed: seed,
      parameters: presets.first.map(parameters) ?? [])
  }

  /// The values of a preset by the names of the knobs.
  func parameters(of preset: Preset) -> [RunSpecification.Parameter] {
    zip(knobs, preset.values).map { RunSpecification.Parameter(name: $0.name, value: $1) }
  }
}
