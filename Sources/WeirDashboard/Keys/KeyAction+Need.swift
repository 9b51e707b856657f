extension KeyAction {
  /// What the source of the run must be able to do for it; nil for what the dashboard does by
  /// itself.
  ///
  /// Some keys are about the knobs only where the panel in focus does not take them for itself.
  var need: RunAbility? {
    switch self {
    case .run(let action): action.need
    case .move(let action): action.need
    case .knob: .turnKnobs
    case .page(.scenarios): .begin
    case .tasks, .screen, .page(.help), .page(.source), .page(.options): nil
    }
  }
}

extension RunAction {
  var need: RunAbility {
    switch self {
    case .pauseOrGo, .faster, .slower, .realTime: .pace
    case .step: .step
    case .stepBack, .previousMarker, .nextMarker: .seek
    case .runAgain: .restart
    case .runAgainWithNewSeed, .nextPreset: .begin
    case .toggleRecording: .record
    case .nextPitfall: .switchPitfalls
    case .trigger: .setOff
    case .setMarker: .mark
    }
  }
}

extension MoveAction {
  fileprivate var need: RunAbility? {
    switch self {
    case .enter, .pageUp, .pageDown: .turnKnobs
    case .up, .down, .first, .last: nil
    }
  }
}
