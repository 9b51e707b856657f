import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// The keys that are of any use in this scenario.
  var bindings: [KeyBinding] {
    options.keys.bindings.filter { binding in
      guard case .trigger(let index) = binding.action else { return true }
      return trigger(index) != nil
    }
  }

  /// While the help is open keys move in it; Enter does what the chosen row says, every other key does its own.
  mutating func performInHelp(_ action: KeyAction) -> [Command] {
    guard let help = view.help else { return [] }
    switch action {
    case .up: moveInHelp(-1)
    case .down: moveInHelp(1)
    case .pageUp: moveInHelp(-10)
    case .pageDown: moveInHelp(10)
    case .toFirst: moveInHelp(-1000)
    case .toLast: moveInHelp(1000)
    case .nextPanel, .previousPanel: view.help?.showsNotes.toggle()
    case .back, .help: view.help = nil
    case .enter where !help.showsNotes:
      view.help = nil
      return run(helpEntry: help.selected)
    default:
      view.help = nil
      return perform(action)
    }
    return []
  }

  /// Moves the choice among the keys, or the notes.
  private mutating func moveInHelp(_ rows: Int) {
    guard var help = view.help else { return }
    if help.showsNotes {
      let overlay = HelpOverlay(state: self, help: help)
      help.scroll = min(max(help.scroll + rows, 0), overlay.scrollLimit(layout.body))
    } else {
      help.selected = min(max(help.selected + rows, 0), bindings.count + TypedCommand.all.count - 1)
    }
    view.help = help
  }

  /// Does what a row says; of a command, opens the line with its name.
  private mutating func run(helpEntry index: Int) -> [Command] {
    if bindings.indices.contains(index) { return perform(bindings[index].action) }
    let command = index - bindings.count
    guard TypedCommand.all.indices.contains(command) else { return [] }
    if let refusal = refusal(of: TypedCommand.all[command]) {
      show(refusal)
      return []
    }
    beginCommand(
      TypedCommand.all[command].name + (TypedCommand.all[command].form.isEmpty ? "" : " "))
    return []
  }

  /// Chooses a row; a second click on it does what it says.
  private mutating func clickInHelp(_ point: Point) -> [Command] {
    guard let help = view.help else { return [] }
    let overlay = HelpOverlay(state: self, help: help)
    guard let entry = overlay.entry(at: point, layout.body) else { return [] }
    if entry == help.selected, !help.showsNotes { return performInHelp(.enter) }
    view.help = .init(selected: entry)
    return []
  }

  mutating func useInHelp(_ mouse: Mouse) -> [Command] {
    switch mouse {
    case .clicked(let point): clickInHelp(point)
    case .wheeledUp: performInHelp(.up)
    case .wheeledDown: performInHelp(.down)
    }
  }
}
