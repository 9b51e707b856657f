public import WeirEngine
import WeirTrace

/// What a scenario finds around it: the simulation, the settings, and whether it is to make a mistake on purpose.
///
/// Only the simulation's thread touches it.
public final class World: @unchecked Sendable {
  public let simulation: Simulation
  public internal(set) var settings: KnobSettings
  public internal(set) var pitfall: String?

  init(_ simulation: Simulation, settings: KnobSettings, pitfall: String?) {
    self.simulation = simulation
    self.settings = settings
    self.pitfall = pitfall
  }
}
