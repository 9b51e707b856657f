extension TypedCommand.Action {
  /// The ability that the source of the run needs for it; `nil` if the dashboard does it alone.
  ///
  /// Going to a past instant needs `seek` as well.
  var need: RunAbility? {
    switch self {
    case .goTo, .pause, .go, .speed: .pace
    case .seed, .preset, .scenario: .begin
    case .set: .turnKnobs
    case .pitfall: .switchPitfalls
    case .trigger: .fireTriggers
    case .mark: .mark
    case .record: .record
    case .export, .filter, .layout, .theme, .options, .source, .help, .quit: nil
    }
  }
}

extension SourceStatus {
  /// Why a command has no effect here; `nil` if it has one.
  func refusal(of command: TypedCommand) -> String? {
    command.action.need.flatMap { refusal(of: $0) }
  }
}
