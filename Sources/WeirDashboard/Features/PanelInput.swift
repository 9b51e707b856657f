import WeirScreen

/// What can happen to a panel.
enum PanelInput: Sendable {
  case action(PanelAction)
  /// A click inside the border.
  case clicked(Point)
  case titleClicked(TitleClick)
  /// The wheel was turned; a positive direction is down.
  case wheeled(Int, at: Point)
  /// A frame is due, this many seconds of wall time after the last one, or, if `nil`, an input was
  /// handled.
  case updated(after: Double?)
  case filtered(by: Filter)
  case runBegan(isSeekingBack: Bool)
  case released
}

extension PanelFeature {
  /// Handles an input, and returns its effects; `nil` if it means nothing to the panel.
  ///
  /// - Parameter box: The room inside the border; `nil` while the panel has no place.
  mutating func handle(
    _ input: PanelInput, in box: Box?, _ scene: PanelScene
  ) -> [Effect]? {
    switch input {
    case .action(let action): return perform(action, in: box, scene)
    case .clicked(let point):
      guard let box, box.contains(point) else { return nil }
      return click(point, in: box, scene)
    case .titleClicked(let click): return self.click(click, scene)
    case .wheeled(let direction, let point):
      return box.map { wheel(direction, at: point, in: $0, scene) }
    case .updated(let seconds): update(after: seconds, in: box, scene)
    case .filtered(let filter): return self.filter(by: filter)
    case .runBegan(let isSeekingBack): runBegan(isSeekingBack: isSeekingBack)
    case .released: release()
    }
    return []
  }
}

/// An action that a panel can perform.
enum PanelAction: Sendable, Hashable {
  case move(MoveAction)
  case knob(KnobAction)
  case tasks(TasksAction)
}
