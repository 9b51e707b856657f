import WeirTrace

extension Dashboard {
  /// Does what a key stands for in what lies over the panels.
  mutating func perform(_ action: KeyAction, in overlay: Overlay) -> [Command] {
    switch overlay {
    case .help: performInHelp(action)
    case .scenarios: performInPicker(action)
    case .task: performInTaskPage(action)
    case .options: performInOptions(action)
    }
  }

  /// Takes in the mouse over what lies over the panels.
  mutating func use(_ mouse: Mouse, in overlay: Overlay) -> [Command] {
    switch overlay {
    case .help: useInHelp(mouse)
    case .scenarios: useInPicker(mouse)
    case .task: useInTaskPage(mouse)
    case .options: useInOptions(mouse)
    }
  }

  func draw(_ overlay: Overlay, _ look: Look, in frame: inout Frame, _ body: Box) {
    switch overlay {
    case .help(let help):
      HelpOverlay(state: self, look: look, help: help).draw(in: &frame, body)
    case .scenarios(let picker):
      ScenarioPicker(state: self, look: look, picker: picker).draw(in: &frame, body)
    case .task(let page):
      TaskDetailOverlay(state: self, look: look, page: page).draw(in: &frame, body)
    case .options(let options):
      OptionsOverlay(state: self, look: look, options: options).draw(in: &frame, body)
    }
  }
}
