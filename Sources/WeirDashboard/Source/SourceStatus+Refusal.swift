extension SourceStatus {
  /// Why something can't be done here, and what to do instead; `nil` if it can.
  public func refusal(of ability: RunAbility) -> String? {
    guard !capabilities.have(ability) else { return nil }
    return switch ability {
    case .pace: "\(these) can't be paused, and their speed can't be changed. \(runHint)"
    case .step: "\(these) can't be stepped through one by one. \(runHint)"
    case .seek: "\(these) can only be played forward. \(runHint)"
    case .restart: "\(these) can't be played again. \(runHint)"
    case .reopen:
      "\(these) came through a pipe and can't be opened again. Save them to a file, and play that."
    case .begin: "\(lead) other scenarios, presets and seeds can't be run here. \(runHint)"
    case .record: "\(lead) there is nothing to record. \(runHint)"
    case .turnKnobs: "\(lead) knobs show what was set and can't be changed. \(runHint)"
    case .switchPitfalls: "\(lead) pitfalls are as recorded and can't be switched. \(runHint)"
    case .fireTriggers: "\(lead) triggers fire as recorded and can't be fired by hand. \(runHint)"
    case .mark:
      "\(lead) markers are as recorded, and no others can be set. \(runHint)"
    }
  }

  /// The start of a sentence about the kind of source.
  private var lead: String {
    switch kind {
    case .simulation: "In this run:"
    case .log: "This is a replay:"
    }
  }

  /// The events, as the subject of a sentence.
  private var these: String {
    switch kind {
    case .simulation: "The events of this run"
    case .log: "The events of this log"
    }
  }

  private var runHint: String { "Start a run with weir run." }
}
