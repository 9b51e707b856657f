/// Something that a key or a command needs the source of a run to be able to do.
public enum RunAbility: Hashable, Sendable, CaseIterable {
  /// Pause and continue time, and change its speed.
  case pace
  /// Show a single event.
  case step
  /// Show an instant that has passed again.
  case seek
  /// Restart the run from its first instant.
  case restart
  /// Open it again with a command, at the place that is shown.
  case reopen
  /// Begin another run, of another scenario, preset or seed.
  case begin
  /// Record what is shown to a file.
  case record
  /// Turn a knob, switch a pitfall, fire a trigger, set a marker.
  case turnKnobs, switchPitfalls, fireTriggers, mark
}

extension RunCapabilities {
  /// Whether the source can do it.
  public func have(_ ability: RunAbility) -> Bool {
    switch ability {
    case .pace: paces
    case .step: steps
    case .seek: seeks
    case .restart: restarts
    case .reopen: reopens
    case .begin: begins
    case .record: records
    case .turnKnobs, .switchPitfalls, .fireTriggers, .mark: takesInputs
    }
  }
}
