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
    case .run(let call): return apply(run.perform(call, keys: options.keys))
    case .set(let knob, let value): return set(knob, to: value)
    case .scenario(let scenario): return begin(scenario)
    case .filter(let text):
      return apply(FilterCommand(text: text, focus: places.focus).effects)
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
}
