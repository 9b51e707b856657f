extension KeyAction {
  /// The ability that the source of the run needs for it; `nil` if the dashboard does it alone.
  ///
  /// Some keys act on the knobs only if the panel in focus has no use for them.
  var need: RunAbility? {
    switch self {
    case .run(let action): action.need
    case .move(let action): action.need
    case .knob: .turnKnobs
    case .page(.scenarios): .begin
    case .page(.command): .reopen
    case .tasks(.lastChange), .tasks(.waker), .tasks(.canceller), .tasks(.filler): .seek
    case .tasks, .screen, .page(.help), .page(.source), .page(.branches), .page(.options),
      .page(.output):
      nil
    }
  }
}

extension RunAction {
  var need: RunAbility {
    switch self {
    case .pauseOrResume, .faster, .slower, .realTime: .pace
    case .step: .step
    case .stepBack, .previousMarker, .nextMarker, .previousWarning, .nextWarning, .jumpBack: .seek
    case .runAgain: .restart
    case .runAgainWithNewSeed, .nextPreset: .begin
    case .toggleRecording: .record
    case .nextPitfall: .switchPitfalls
    case .trigger: .fireTriggers
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
