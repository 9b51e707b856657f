/// Something that a key or a command asks of the source of a run.
public enum RunAbility: Hashable, Sendable, CaseIterable {
  /// Time is held, goes on, or goes at another speed.
  case pace
  /// A single event is shown.
  case step
  /// An instant that has passed is shown again.
  case seek
  /// The run begins again from its first instant.
  case restart
  /// Another run begins: of another scenario, preset or seed.
  case begin
  /// What is shown is written to a file.
  case record
  /// A knob, a pitfall, a trigger or a marker takes effect.
  case turnKnobs, switchPitfalls, setOff, mark
}

extension RunCapabilities {
  /// Whether the source can do it.
  public func have(_ ability: RunAbility) -> Bool {
    switch ability {
    case .pace: paces
    case .step: steps
    case .seek: seeks
    case .restart: restarts
    case .begin: begins
    case .record: records
    case .turnKnobs, .switchPitfalls, .setOff, .mark: takesInputs
    }
  }
}
