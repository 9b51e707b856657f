import WeirTrace

extension Dashboard {
  mutating func beginFilter() {
    view.focus = .events
    view.prompt = Prompt(purpose: .filter, line: LineEditor(run.tail.filter.text))
  }

  /// Types into the line.
  mutating func press(_ key: Key, in prompt: Prompt) -> [Command] {
    if case .command(let entry) = prompt.purpose { return press(key, in: prompt, entry) }
    var prompt = prompt
    let outcome = prompt.line.press(key)
    view.prompt = outcome == .accepted || outcome == .abandoned ? nil : prompt
    filter(by: prompt.line.text, outcome)
    return []
  }

  private mutating func filter(by text: String, _ outcome: LineEditor.Outcome) {
    switch outcome {
    case .edited:
      run.apply(Filter(text))
      view.scroll[.events] = 0
    case .abandoned: run.apply(Filter())
    case .accepted, .ignored: break
    }
  }
}
