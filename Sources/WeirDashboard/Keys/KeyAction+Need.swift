import WeirEvents

extension KeyAction {
  /// What the source of the run must be able to do for it; nil for what the dashboard does by
  /// itself.
  ///
  /// Some keys are about the knobs only where the panel in focus does not take them for itself.
  var need: RunAbility? {
    switch self {
    case .pauseOrGo, .faster, .slower, .realTime: .pace
    case .step: .step
    case .stepBack, .previousMarker, .nextMarker: .seek
    case .runAgain: .restart
    case .runAgainWithNewSeed, .nextPreset, .chooseScenario: .begin
    case .toggleRecording: .record
    case .nextPitfall: .switchPitfalls
    case .trigger: .setOff
    case .setMarker: .mark
    case .turnKnob, .defaultValue, .nextDistribution, .enter, .pageUp, .pageDown: .turnKnobs
    case .up, .down, .toFirst, .toLast, .nextPanel, .previousPanel, .panel, .expandPanel, .back,
      .nextLayout, .previousLayout, .nextTasksView, .filterEvents, .zoomIn, .zoomOut, .options,
      .previousSortColumn, .nextSortColumn, .invertSort, .follow, .nextTheme, .source, .help,
      .quit, .commandLine:
      nil
    }
  }
}

extension TypedCommand.Action {
  /// The same for a command. An instant that has passed needs more than one that is to come.
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

extension Dashboard {
  /// Why a key has no effect here, in one or two sentences; nil if it has.
  func refusal(of action: KeyAction) -> String? {
    guard let need = action.need, !isTakenByPanel(action) else { return nil }
    return source.refusal(of: need)
  }

  /// Whether the panel in focus takes a key for itself that elsewhere is about the knobs.
  private func isTakenByPanel(_ action: KeyAction) -> Bool {
    switch action {
    case .enter, .pageUp, .pageDown: view.focus.scrolls
    case .turnKnob(.down), .turnKnob(.up): view.focus == .tasks && view.tasksView == .tree
    default: false
    }
  }
}
