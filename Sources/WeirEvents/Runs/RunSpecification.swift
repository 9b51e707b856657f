/// Everything needed to repeat a run: equal specifications give equal events, byte for byte.
public struct RunSpecification: Hashable, Sendable {
  /// The name of the scenario.
  public var scenario: String
  /// The name of the preset.
  public var preset: String
  /// The pitfall at the start; `nil` for the right form.
  public var pitfall: String?
  /// The number from which everything random in the run follows.
  public var seed: UInt64
  /// The value of each knob at the start, in the scenario's order of knobs.
  public var parameters: [Parameter]
  /// What the user did, in order of time.
  public var inputs: [TimedInput]

  /// A run of a scenario; the parameters must be in the scenario's order of knobs.
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

  /// The name and the value of a knob.
  public struct Parameter: Hashable, Sendable {
    /// The name of the knob.
    public var name: String
    /// The value of the knob.
    public var value: ParameterValue

    /// A knob set to a value.
    public init(name: String, value: ParameterValue) {
      self.name = name
      self.value = value
    }
  }
}

/// Something that a user did to a run.
public enum RunInput: Hashable, Sendable {
  /// Set a knob.
  case parameterChanged(name: String, value: ParameterValue)
  /// Enabled a pitfall, or, with `nil`, disabled it.
  case pitfallSwitched(String?)
  /// Fired one of the scenario's triggers.
  case triggered(String)
  /// Marked the instant.
  case markerSet(String)
}

/// An input and the virtual instant at which it takes effect: after everything that is due at that
/// instant.
public struct TimedInput: Hashable, Sendable {
  /// When it takes effect.
  public var instant: VirtualInstant
  /// What the user did.
  public var input: RunInput

  /// An input at an instant.
  public init(_ instant: VirtualInstant, _ input: RunInput) {
    self.instant = instant
    self.input = input
  }
}
