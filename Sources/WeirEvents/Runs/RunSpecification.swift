/// Everything that repeats a run: equal specifications give equal events, byte for byte.
public struct RunSpecification: Hashable, Sendable {
  public var scenario: String
  public var preset: String
  /// The pitfall at the start; none is the right form.
  public var pitfall: String?
  public var seed: UInt64
  /// The value of each knob at the start, in the scenario's order of knobs.
  public var parameters: [Parameter]
  /// What a person did, in order of time.
  public var inputs: [TimedInput]

  public init(
    scenario: String, preset: String, pitfall: String? = nil, seed: UInt64,
    parameters: [Parameter], inputs: [TimedInput] = []
  ) {
    self.scenario = scenario
    self.preset = preset
    self.pitfall = pitfall
    self.seed = seed
    self.parameters = parameters
    self.inputs = inputs
  }

  /// A knob by name and what it is set to.
  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var value: ParameterValue

    public init(name: String, value: ParameterValue) {
      self.name = name
      self.value = value
    }
  }
}

/// Something that a person did to a run.
public enum RunInput: Hashable, Sendable {
  /// Set a knob.
  case parameterChanged(name: String, value: ParameterValue)
  /// Put in a pitfall, or, with none, the right form.
  case pitfallSwitched(String?)
  /// Set off what the scenario names so.
  case triggered(String)
  /// Marked the instant.
  case markerSet(String)
}

/// An input and the virtual instant at which it takes effect: after everything that is due at that instant.
public struct TimedInput: Hashable, Sendable {
  public var instant: VirtualInstant
  public var input: RunInput

  public init(_ instant: VirtualInstant, _ input: RunInput) {
    self.instant = instant
    self.input = input
  }
}
