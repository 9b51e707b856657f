public import WeirEngine
public import WeirEvents

/// One run of a scenario, set up from a specification.
///
/// Like the simulation that it holds, it may be used by only one thread at a time.
public final class ScenarioRun: @unchecked Sendable {
  /// What the run was set up from.
  public let specification: RunSpecification
  /// The description of the scenario.
  public let description: ScenarioDescription
  /// The simulation in which the scenario runs.
  public let simulation: Simulation

  /// Sets up a run at its first instant.
  ///
  /// - Parameters:
  ///   - stepsAtOneInstant: the number of jobs that may run at one instant before the run is
  ///     halted.
  ///   - batchCapacity: the maximum number of events in a batch.
  ///   - jobRouting: how the jobs of its tasks come to the simulation. The events are the
  ///     same: no scenario has an actor.
  ///   - sink: receives each batch of events, on the thread that runs the simulation.
  /// - Throws: `CatalogError.unknownScenario` if there is no such scenario.
  public init(
    _ specification: RunSpecification,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    batchCapacity: Int = Simulation.Configuration().batchCapacity,
    jobRouting: Simulation.JobRouting = .runtimeHook,
    sink: ((EventBatch) -> Void)? = nil
  ) throws(CatalogError) {
    let type = try ScenarioCatalog.scenario(named: specification.scenario)
    self.specification = specification
    description = type.description
    simulation = Simulation(
      .init(
        seed: specification.seed, batchCapacity: batchCapacity,
        stepsAtOneInstant: stepsAtOneInstant, jobRouting: jobRouting),
      sink: sink)
    let world = World(
      simulation, description, knobs: KnobValues(specification.parameters),
      pitfall: specification.pitfall)
    let scenario = type.init(world)
    simulation.onInput { input in
      switch input {
      case .parameterChanged(let name, let value):
        world.knobs[name] = value
        scenario.knobChanged(name)
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
