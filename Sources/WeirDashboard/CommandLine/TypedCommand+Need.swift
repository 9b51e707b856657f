extension TypedCommand.Action {
  /// What the source of the run must be able to do for it; nil for what the dashboard does by
  /// itself. An instant that has passed needs more than one that is to come.
  var need: RunAbility? {
    switch self {
    case .goTo, .pause, .go, .speed: .pace
    case .seed, .preset, .scenario: .begin
    case .set: .turnKnobs
    case .pitfall: .switchPitfalls
    case .trigger: .setOff
    case .mark: .mark
    case .record: .record
    case .export, .filter, .layout, .theme, .options, .source, .help, .quit: nil
    }
  }
}

extension SourceStatus {
  /// Why a command has no effect here; nil if it has.
  func refusal(of command: TypedCommand) -> String? {
    command.action.need.flatMap { refusal(of: $0) }
  }
}
