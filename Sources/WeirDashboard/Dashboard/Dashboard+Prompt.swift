import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Filters the tasks where these are in focus, else the events.
  mutating func beginFilter() {
    if view.focus == .tasks {
      view.prompt = Prompt(purpose: .filterTasks, line: LineEditor(view.tasks.filter.text))
      return
    }
    view.focus = .events
    view.prompt = Prompt(purpose: .filter, line: LineEditor(run.tail.filter.text))
  }

  /// Types into the line.
  mutating func press(_ key: Key, in prompt: Prompt) -> [Command] {
    if case .command(let entry) = prompt.purpose { return press(key, in: prompt, entry) }
    var prompt = prompt
    let outcome = prompt.line.press(key)
    view.prompt = outcome == .accepted || outcome == .abandoned ? nil : prompt
    if prompt.purpose == .filterTasks {
      filterTasks(by: prompt.line.text, outcome)
    } else {
      filter(by: prompt.line.text, outcome)
    }
    return []
  }

  private mutating func filter(by text: String, _ outcome: LineEditor.Outcome) {
    switch outcome {
    case .edited: filterEvents(Filter(text))
    case .abandoned: filterEvents(Filter())
    case .accepted, .ignored: break
    }
  }

  private mutating func filterTasks(by text: String, _ outcome: LineEditor.Outcome) {
    switch outcome {
    case .edited: filterTasks(Filter(text))
    case .abandoned: filterTasks(Filter())
    case .accepted, .ignored: break
    }
  }
}
