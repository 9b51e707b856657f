/// What is known about a run before its first event.
///
/// A run of weir has a specification, with which it can be repeated. For a log of another program,
/// or of a scenario that this program does not have, only the header of the log is known.
public struct RunStart: Hashable, Sendable {
  /// The name of what ran; for another program, as its log calls it.
  public var scenario: String
  /// The name of the preset; `nil` if the log names none.
  public var preset: String?
  /// The pitfall at the start; `nil` for the right form.
  public var pitfall: String?
  /// The random seed; `nil` if the log names none.
  public var seed: UInt64?
  /// The values of the knobs as they are written on the command line.
  public var parameters: [Parameter]
  /// What is needed to repeat the run, apart from the inputs among its events; `nil` if this
  /// program can't repeat it.
  public var specification: RunSpecification?
  /// The clock of its instants.
  public var clock = RunClock.virtual
  /// The time of day of its first instant; `nil` for a simulation, or if its log does not say.
  public var wall: WallClock?
  /// How much detail its source reports.
  public var level = RunLevel.steps
  /// Whether a task has to end before its parent; if not, a parent is only the task that created
  /// it.
  public var areParentsScopes = true
  /// The program that was watched; `nil` for a simulation.
  public var program: WatchedProgram?

  /// Whether it is a simulation of this program, and not a recording of another one.
  public var isSimulation: Bool { program == nil && clock == .virtual }

  /// The start of a run that can be repeated.
  public init(_ specification: RunSpecification) {
    scenario = specification.scenario
    (preset, pitfall) = (specification.preset, specification.pitfall)
    seed = specification.seed
    parameters = specification.parameters.map {
      Parameter(name: $0.name, text: $0.value.description)
    }
    self.specification = specification
  }

  /// The start of a run that is known only by its header.
  public init(
    scenario: String, preset: String? = nil, pitfall: String? = nil, seed: UInt64? = nil,
    parameters: [Parameter] = []
  ) {
    (self.scenario, self.preset, self.pitfall) = (scenario, preset, pitfall)
    (self.seed, self.parameters) = (seed, parameters)
  }

  /// The name of a knob and its value as text.
  public struct Parameter: Hashable, Sendable {
    /// The name of the knob.
    public var name: String
    /// Its value as it is written on the command line.
    public var text: String

    /// A knob set to a value.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }
}
