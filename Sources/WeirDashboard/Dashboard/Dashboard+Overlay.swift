import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Does what a key stands for in what lies over the panels.
  mutating func perform(_ action: KeyAction, in overlay: Overlay) -> [Command] {
    switch overlay {
    case .help: performInHelp(action)
    case .scenarios: performInPicker(action)
    case .task: performInTaskPage(action)
    case .source: performInSourcePage(action)
    case .options: performInOptions(action)
    }
  }

  /// Takes in the mouse over what lies over the panels.
  mutating func use(_ mouse: Mouse, in overlay: Overlay) -> [Command] {
    switch overlay {
    case .help: useInHelp(mouse)
    case .scenarios: useInPicker(mouse)
    case .task: useInTaskPage(mouse)
    case .source: useInSourcePage(mouse)
    case .options: useInOptions(mouse)
    }
  }

  /// Where something lies over the panels; a click beside it closes it.
  func box(of overlay: Overlay) -> Box? {
    switch overlay {
    case .help, .scenarios, .source: HelpOverlay.box(in: layout.body)
    case .task: TaskDetailOverlay.box(in: layout.body)
    case .options(let options):
      OptionsOverlay(state: self, options: options).layout(
        in: layout.body
      ).box
    }
  }

  func draw(_ overlay: Overlay, in frame: inout Frame, _ body: Box) {
    switch overlay {
    case .help(let help):
      HelpOverlay(state: self, help: help).draw(in: &frame, body)
    case .scenarios(let picker):
      ScenarioPicker(state: self, picker: picker).draw(in: &frame, body)
    case .task(let page):
      TaskDetailOverlay(state: self, page: page).draw(in: &frame, body)
    case .source(let page):
      SourcePageOverlay(state: self, page: page).draw(in: &frame, body)
    case .options(let options):
      OptionsOverlay(state: self, options: options).draw(in: &frame, body)
    }
  }
}
