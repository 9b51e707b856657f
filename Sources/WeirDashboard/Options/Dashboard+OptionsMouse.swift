import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// A click chooses a page, a row or a word; the wheel goes through the rows.
  mutating func useInOptions(_ mouse: Mouse) -> [Command] {
    guard let state = view.options, !state.takesKeys else { return [] }
    switch mouse {
    case .clicked(let point): return click(point, in: state)
    case .wheeledUp: chooseOption(state.selected - 1)
    case .wheeledDown: chooseOption(state.selected + 1)
    }
    return []
  }

  private mutating func click(_ point: Point, in state: OptionsState) -> [Command] {
    let overlay = OptionsOverlay(state: self, options: state)
    let layout = overlay.layout(in: self.layout.body)
    let tabs = layout.tabBoxes(overlay.tabTexts)
    if let index = tabs.firstIndex(where: { $0.contains(point) }) {
      show(OptionTab.allCases[index])
      return []
    }
    guard let hit = layout.shown.first(where: { $0.box.contains(point) }),
      case .row(let index) = hit.line
    else { return [] }
    chooseOption(index)
    guard case .setting(let setting) = chosenOption, let choice = overlay.choice(of: setting) else {
      return []
    }
    let place = layout.valueBox(hit.box)
    guard choice.width <= place.columns, let word = choice.word(at: point.column - place.column)
    else { return [] }
    return put(.choice(word), into: setting)
  }
}
