public import WeirEngine
import WeirEvents

/// What a scenario finds around it: the simulation, the settings, and whether it is to make a mistake on purpose.
///
/// Only the simulation's thread touches it.
public final class World: @unchecked Sendable {
  public let simulation: Simulation
  /// The values that hold: those that the knobs are set to, unless the pitfall overrules them.
  public internal(set) var settings: KnobSettings
  public internal(set) var pitfall: String? {
    didSet { overrule() }
  }
  private let description: ScenarioDescription

  init(
    _ simulation: Simulation, _ description: ScenarioDescription, settings: KnobSettings,
    pitfall: String?
  ) {
    self.simulation = simulation
    self.description = description
    self.settings = settings
    self.pitfall = pitfall
    overrule()
  }

  private func overrule() {
    settings.overrule(by: description.pitfall(named: pitfall)?.overrules ?? [])
  }
}
