import WeirAnalysis
import WeirEvents
import WeirScreen

/// The list of scenarios: which one is chosen.
struct ScenarioPage: OverlayFeature {
  private(set) var selected: Int

  /// Opens the list at a scenario.
  init(at name: String, of scenarios: [ScenarioDescription]) {
    selected = scenarios.firstIndex { $0.name == name } ?? 0
  }

  /// Movement keys move in the list and Enter starts the chosen scenario; other keys keep their
  /// meaning and close the list.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .move(.enter): begin(scene)
    case .move(.up): choose(selected - 1, scene)
    case .move(.down): choose(selected + 1, scene)
    case .move(.first), .move(.pageUp): choose(0, scene)
    case .move(.last), .move(.pageDown): choose(scene.options.scenarios.count - 1, scene)
    case .screen(.back), .page(.scenarios): [.close]
    case .run, .knob, .tasks, .screen, .page: [.closeAndPerform(action)]
    }
  }

  private mutating func choose(_ index: Int, _ scene: OverlayScene) -> [Effect] {
    selected = index.clamped(to: 0...max(scene.options.scenarios.count - 1, 0))
    return preview(scene)
  }

  /// The scenario at the chosen row.
  func chosen(_ scene: OverlayScene) -> ScenarioDescription? {
    let scenarios = scene.options.scenarios
    return scenarios.indices.contains(selected) ? scenarios[selected] : nil
  }

  /// Requests a picture of the chosen scenario, unless there is one.
  func preview(_ scene: OverlayScene) -> [Effect] {
    guard let name = chosen(scene)?.name, scene.previews[name] == nil else { return [] }
    return [.command(.preview(scenario: name))]
  }

  private func begin(_ scene: OverlayScene) -> [Effect] {
    chosen(scene).map { [.close, .begin($0)] } ?? []
  }

  /// A click chooses a row; a second click on it starts the scenario.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    switch mouse {
    case .clicked(let point):
      let drawing = ScenarioListDrawing(page: self, scene: scene)
      guard let index = drawing.index(at: point, scene.body) else { return [] }
      return index == selected ? begin(scene) : choose(index, scene)
    case .dragged, .released: return []
    case .wheeledUp: return choose(selected - 1, scene)
    case .wheeledDown: return choose(selected + 1, scene)
    }
  }

  func box(_ scene: OverlayScene) -> Box { PageBox.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    ScenarioListDrawing(page: self, scene: scene).draw(in: &frame, scene.body)
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    [[.move(.up), .move(.down)], [.move(.enter)], [.screen(.back)]]
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.enter): "start it"
    case .screen(.back): "close"
    default: nil
    }
  }
}
