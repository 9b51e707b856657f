/// What is known of a run before its first event, whichever program made it.
///
/// A run of weir has a specification, which repeats it. Of a log that another program wrote, or of a
/// scenario that this program does not have, there is only what its header says.
public struct RunStart: Hashable, Sendable {
  /// What ran; of another program, what its log calls it.
  public var scenario: String
  /// The set of defaults; nil if the log names none.
  public var preset: String?
  /// The pitfall at the start; nil for the right form.
  public var pitfall: String?
  /// What all chance follows from; nil if the log names none.
  public var seed: UInt64?
  /// The values of the knobs as they are written on the command line.
  public var parameters: [Parameter]
  /// What repeats the run, but for the inputs that its events tell; nil if this program can't.
  public var specification: RunSpecification?
  /// What its instants are.
  public var clock = RunClock.virtual
  /// How much its source tells.
  public var level = RunLevel.steps
  /// Whether a task has to end before its parent; otherwise a parent is only the task that created
  /// it.
  public var areParentsScopes = true
  /// The program that was watched; nil for a simulation.
  public var program: WatchedProgram?

  /// Whether it is a run of this program, and not one of another that was watched.
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

  /// The start of a run of which nothing else is known.
  public init(
    scenario: String, preset: String? = nil, pitfall: String? = nil, seed: UInt64? = nil,
    parameters: [Parameter] = []
  ) {
    (self.scenario, self.preset, self.pitfall) = (scenario, preset, pitfall)
    (self.seed, self.parameters) = (seed, parameters)
  }

  /// A knob by name, and what it is set to.
  public struct Parameter: Hashable, Sendable {
    /// The name of the knob.
    public var name: String
    /// Its value as it is written on the command line.
    public var text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }
}
