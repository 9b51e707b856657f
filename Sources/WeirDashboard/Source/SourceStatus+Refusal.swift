extension SourceStatus {
  /// Why something can't be done here, and what to do instead; `nil` if it can.
  public func refusal(of ability: RunAbility) -> String? {
    guard !capabilities.have(ability) else { return nil }
    if kind == .program { return refusalOfProgram(ability) }
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

  /// Why something can't be done with a real program, and what to do instead.
  private func refusalOfProgram(_ ability: RunAbility) -> String {
    switch ability {
    case .pace, .step, .seek: "A real program can't be stopped from here. \(runHint)"
    case .restart: "A real program can't be restarted from here. Start it again yourself."
    case .reopen:
      "What a real program did can't be opened again. Record it with r, and replay the log."
    case .begin: "This is a real program, so there are no presets and seeds. \(runHint)"
    case .record: "This program can't be recorded here. Write a log with its probe."
    case .turnKnobs: "This is a real program, so there are no knobs to turn. \(runHint)"
    case .switchPitfalls: "This is a real program, so there are no pitfalls to switch. \(runHint)"
    case .fireTriggers: "This is a real program, so there are no triggers to fire. \(runHint)"
    case .mark: "Markers belong to runs that can be repeated. \(runHint)"
    }
  }

  /// The start of a sentence about the kind of source.
  private var lead: String {
    switch kind {
    case .simulation: "In this run:"
    case .log: "This is a replay:"
    case .program: "This is a real program:"
    }
  }

  /// The events, as the subject of a sentence.
  private var these: String {
    switch kind {
    case .simulation: "The events of this run"
    case .log: "The events of this log"
    case .program: "The events of this program"
    }
  }

  private var runHint: String { "Start a run with weir run." }
}
