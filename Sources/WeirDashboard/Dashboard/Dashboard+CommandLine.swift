import WeirAnalysis
import WeirEvents
import WeirScreen

/// The line at the bottom: filters and commands.
extension Dashboard {
  var grammar: CommandGrammar { CommandGrammar(run: run, options: options) }

  /// Opens the command line, with the start of a command in it. An open page stays open, so that it
  /// can be exported.
  mutating func typeCommand(_ text: String) {
    panels.knobs.stopTyping()
    prompt = .command(CommandPrompt(text))
  }

  /// Opens the line for the filter of the panel in focus if it has one, otherwise for that of the
  /// events.
  mutating func typeFilter() {
    if panels[places.focus].filter(scene(of: places.focus)) == nil { places.focus = .events }
    let filter = panels[places.focus].filter(scene(of: places.focus))
    prompt = .filter(places.focus, LineEditor(filter?.text ?? ""))
  }

  /// Passes a key to the line that is being typed.
  mutating func press(_ key: Key, in prompt: Prompt) -> [Command] {
    switch prompt {
    case .filter(let panel, let line): return press(key, in: line, of: panel)
    case .command(var command):
      switch command.press(key, grammar, history) {
      case .typing: self.prompt = .command(command)
      case .left: self.prompt = nil
      case .entered(let text): return enter(text)
      }
      return []
    }
  }

  private mutating func press(_ key: Key, in line: LineEditor, of panel: Panel) -> [Command] {
    var line = line
    let outcome = line.press(key)
    prompt = outcome == .accepted || outcome == .abandoned ? nil : .filter(panel, line)
    switch outcome {
    case .edited: return filter(panel, by: Filter(line.text))
    case .abandoned: return filter(panel, by: Filter())
    case .accepted, .ignored: return []
    }
  }

  /// Runs a line. One that can't be run stays, so that it can be corrected.
  private mutating func enter(_ text: String) -> [Command] {
    prompt = nil
    guard text.contains(where: { $0 != " " && $0 != ":" }) else { return [] }
    do {
      let call = try grammar.call(text)
      let commands = carryOut(call)
      if !call.keepsPageOpen { overlay = nil }
      history.add(text)
      return commands + [.keep(line: text)]
    } catch {
      prompt = .command(CommandPrompt(text, error: error))
      return []
    }
  }

  private mutating func carryOut(_ call: CommandCall) -> [Command] {
    switch call {
    case .set(let knob, let value): return set(knob, to: value)
    case .goTo(let instant): return apply(run.go(to: instant))
    case .pause:
      return run.playback.isPaused && run.seek == nil ? [] : perform(.run(.pauseOrResume))
    case .go: return apply(run.resume(keys: options.keys))
    case .speed(let speed): return apply(run.setSpeed(speed))
    case .mark(let name): return apply(run.setMarker(name))
    case .seed(let seed):
      guard var next = run.repeated else { return [] }
      next.seed = seed
      return [.restart(next, newSeed: false)]
    case .pitfall(let name): return apply(run.switchPitfall(to: name))
    case .trigger(let index): return apply(run.fire(index, options.keys))
    case .preset(let preset): return apply(run.begin(preset))
    case .scenario(let scenario): return begin(scenario)
    case .filter(let text): return filter(text)
    case .record(let path): return apply(run.record(to: path))
    case .stopRecording: return [.stopRecording]
    case .export(let form, let path): return [.export(form, path: path)]
    case .layout(let layout): use(layout)
    case .theme(let name): return [.selectTheme(name)]
    case .page(let page): return perform(.page(page))
    case .quit: return [.quit]
    }
    return []
  }

  private mutating func set(_ knob: Int, to value: ParameterValue) -> [Command] {
    panels.knobs.stopTyping()
    panels.knobs.select(knob, of: run.knobs)
    let input = run.knobs.change(knob, .set(value))
    let name = run.knobs.knobs[knob].name
    show(Notice(text: "\(name) is set to \(run.knobs.values[knob]).", isAboutRun: true))
    return apply(run.sending(input, keys: options.keys))
  }

  /// Filters the list in focus, or the tasks if another panel is in focus. The notice names the
  /// list, since it may not be in view.
  private mutating func filter(_ text: String) -> [Command] {
    guard !text.isEmpty else { return removeFilters() }
    if places.focus != .events { places.focus = .tasks }
    let filter = Filter(text)
    let commands = self.filter(places.focus, by: filter)
    let list = places.focus.title
    let notice = filter.problem.map { Notice(text: $0, isProblem: true) }
    show(
      notice
        ?? Notice(
          text: "\(list) is filtered by “\(text)”. Type filter alone to remove it."
        ))
    return commands
  }

  /// Removes the filter of the list in focus, or all filters if another panel is in focus.
  private mutating func removeFilters() -> [Command] {
    let lists: [Panel] = [.tasks, .events]
    let chosen = lists.contains(places.focus) ? [places.focus] : lists
    let commands = chosen.flatMap { filter($0, by: Filter()) }
    let names = chosen.map(\.title).joined(separator: " and ")
    show(Notice(text: "\(names) \(chosen.count == 1 ? "shows" : "show") everything again."))
    return commands
  }
}
