public import WeirEngine
public import WeirEvents

/// One run of a scenario: what a specification says, ready to go.
///
/// Like the simulation it holds, it is used by one thread at a time.
public final class ScenarioRun: @unchecked Sendable {
  public let specification: RunSpecification
  public let description: ScenarioDescription
  public let simulation: Simulation

  /// Sets everything up, so that the run stands at its first instant.
  ///
  /// - Parameters:
  ///   - stepsAtOneInstant: after so many steps without the clock moving, the run is given up.
  ///   - sink: takes each batch of events, on the thread that runs the simulation.
  public init(
    _ specification: RunSpecification,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    sink: ((EventBatch) -> Void)? = nil
  ) throws(CatalogError) {
    let type = try ScenarioCatalog.scenario(named: specification.scenario)
    self.specification = specification
    description = type.description
    simulation = Simulation(
      .init(seed: specification.seed, stepsAtOneInstant: stepsAtOneInstant), sink: sink)
    let world = World(
      simulation, description, settings: KnobSettings(specification.parameters),
      pitfall: specification.pitfall)
    let scenario = type.init(world)
    simulation.onInput { input in
      switch input {
      case .parameterChanged(let name, let value):
        world.settings[name] = value
        scenario.settingChanged(name)
      case .pitfallSwitched(let name):
        let old = world.pitfall
        world.pitfall = name
        scenario.pitfallSwitched(from: old)
      case .triggered(let name): scenario.triggered(name)
      case .markerSet: break
      }
    }
    simulation.start { try await scenario.main() }
    for input in specification.inputs { simulation.schedule(input) }
  }
}
