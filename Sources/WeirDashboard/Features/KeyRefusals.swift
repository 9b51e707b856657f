import WeirEvents

/// Which keys have no effect now, and why.
struct KeyRefusals: Sendable {
  let source: SourceStatus
  /// The panel in focus.
  let focus: Panel
  /// Whether the keys go to the time line.
  let isOnTimeLine: Bool
  /// Whether the panel in focus is a tree, whose branches the keys of the knobs open and close.
  let hasBranches: Bool

  /// Why an action has no effect here, in one or two sentences; `nil` if it has one.
  func refusal(of action: KeyAction) -> String? {
    guard let need = action.need, !isTaken(action) else { return nil }
    return source.refusal(of: need)
  }

  /// Whether the time line or the panel in focus uses an action that elsewhere is about the knobs.
  private func isTaken(_ action: KeyAction) -> Bool {
    switch action {
    case .move where isOnTimeLine, .knob where isOnTimeLine: true
    case .move: focus.scrolls
    case .knob(.turn(let turn)): hasBranches && !turn.isCoarse
    case .knob, .run, .tasks, .screen, .page: false
    }
  }
}
