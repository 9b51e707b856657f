public import WeirEngine
import WeirEvents

/// The environment of a scenario: the simulation, the values of the knobs, and the pitfall.
///
/// Only the simulation's thread uses it.
public final class World: @unchecked Sendable {
  /// The simulation in which the scenario runs.
  public let simulation: Simulation
  /// The values that hold: those that the knobs are set to, unless the pitfall overrules them.
  public internal(set) var knobs: KnobValues
  /// The name of the pitfall that is enabled; `nil` for the right form.
  public internal(set) var pitfall: String? {
    didSet { overrule() }
  }
  private let description: ScenarioDescription

  init(
    _ simulation: Simulation, _ description: ScenarioDescription, knobs: KnobValues,
    pitfall: String?
  ) {
    self.simulation = simulation
    self.description = description
    self.knobs = knobs
    self.pitfall = pitfall
    overrule()
  }

  private func overrule() {
    knobs.overrule(by: description.pitfall(named: pitfall)?.overrules ?? [])
  }
}
