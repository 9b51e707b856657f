import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Opens the list of scenarios at the one that runs.
  mutating func openPicker() -> [Command] {
    let index = options.scenarios.firstIndex { $0.name == description.name } ?? 0
    view.picker = .init(selected: index)
    return previewChosen()
  }

  /// While the list is open keys move in it; Enter begins what is chosen, every other key does its own.
  mutating func performInPicker(_ action: KeyAction) -> [Command] {
    guard let picker = view.picker else { return [] }
    switch action {
    case .up: return choose(picker.selected - 1)
    case .down: return choose(picker.selected + 1)
    case .toFirst, .pageUp: return choose(0)
    case .toLast, .pageDown: return choose(options.scenarios.count - 1)
    case .enter: return beginChosen()
    case .back, .chooseScenario: view.picker = nil
    default:
      view.picker = nil
      return perform(action)
    }
    return []
  }

  mutating func choose(_ index: Int) -> [Command] {
    view.picker?.selected = min(max(index, 0), max(options.scenarios.count - 1, 0))
    return previewChosen()
  }

  /// The scenario at the chosen row.
  var chosenScenario: ScenarioDescription? {
    guard let index = view.picker?.selected, options.scenarios.indices.contains(index) else {
      return nil
    }
    return options.scenarios[index]
  }

  /// Asks for a picture of the chosen scenario, unless there is one.
  private func previewChosen() -> [Command] {
    guard let name = chosenScenario?.name, previews[name] == nil else { return [] }
    return [.preview(scenario: name)]
  }

  private mutating func beginChosen() -> [Command] {
    guard let chosen = chosenScenario else { return [] }
    view.picker = nil
    return begin(chosen)
  }

  /// Turns to a scenario at once, so that keys that are pressed before it begins are already about it.
  mutating func begin(_ chosen: ScenarioDescription) -> [Command] {
    let next = chosen.specification(seed: start.seed ?? 0)
    awaitedRun = AwaitedRun(scenario: chosen.name, former: model)
    turn(to: chosen)
    begin(RunStart(next))
    return [.restart(next, newSeed: false)]
  }

  /// Chooses a row; a second click on it begins the scenario.
  private mutating func clickInPicker(_ point: Point) -> [Command] {
    guard let picker = view.picker else { return [] }
    let overlay = ScenarioPicker(state: self, picker: picker)
    guard let index = overlay.index(at: point, layout.body) else { return [] }
    return index == picker.selected ? beginChosen() : choose(index)
  }

  mutating func useInPicker(_ mouse: Mouse) -> [Command] {
    guard let selected = view.picker?.selected else { return [] }
    switch mouse {
    case .clicked(let point): return clickInPicker(point)
    case .wheeledUp: return choose(selected - 1)
    case .wheeledDown: return choose(selected + 1)
    }
  }
}
