import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Opens the line for a command, with a beginning of it in it; what is open stays, so that it can be exported.
  mutating func beginCommand(_ text: String = "") {
    knobs.stopTyping()
    view.prompt = Prompt(purpose: .command(CommandEntry()), line: LineEditor(text))
  }

  /// What can come next in the command that is being typed.
  var completion: Completion? {
    guard let prompt = view.prompt, case .command(let entry) = prompt.purpose else { return nil }
    return entry.choice?.completion ?? completion(of: prompt.line.text)
  }

  /// Types into the command: Tab goes through what can come next, Up and Down through what was typed before.
  mutating func press(_ key: Key, in prompt: Prompt, _ entry: CommandEntry) -> [Command] {
    switch key {
    case .tab: complete(1, prompt, entry)
    case .shiftTab: complete(-1, prompt, entry)
    case .up, .control("p"): recall(prompt, entry) { $0.older(than: $1?.place, beginningWith: $2) }
    case .down, .control("n"):
      recall(prompt, entry) { history, recall, text in
        recall.flatMap { history.newer(than: $0.place, beginningWith: text) }
      }
    case .backspace where prompt.line.text.isEmpty: view.prompt = nil
    default: return type(key, prompt, entry)
    }
    return []
  }

  private mutating func type(_ key: Key, _ prompt: Prompt, _ entry: CommandEntry) -> [Command] {
    var line = prompt.line
    switch line.press(key) {
    case .accepted: return accept(line)
    case .abandoned: view.prompt = nil
    case .edited: view.prompt = Prompt(purpose: .command(CommandEntry()), line: line)
    case .ignored: break
    }
    return []
  }

  /// Carries the line out; one that can't be stays, to be mended.
  private mutating func accept(_ line: LineEditor) -> [Command] {
    view.prompt = nil
    guard line.text.contains(where: { $0 != " " && $0 != ":" }) else { return [] }
    do {
      let overlay = view.overlay
      let commands = try carryOut(line.text)
      if view.overlay == overlay, !commands.contains(where: \.isExport) { view.overlay = nil }
      history.add(line.text)
      return commands + [.keep(line: line.text)]
    } catch {
      let entry = CommandEntry(error: error.description)
      view.prompt = Prompt(purpose: .command(entry), line: LineEditor(line.text))
      return []
    }
  }

  private mutating func complete(_ step: Int, _ prompt: Prompt, _ entry: CommandEntry) {
    var entry = CommandEntry(choice: entry.choice)
    if entry.choice != nil {
      entry.choice?.move(step)
    } else {
      let completion = completion(of: prompt.line.text)
      let count = completion.candidates.count
      guard count > 0 else { return }
      entry.choice = .init(completion: completion, index: step > 0 ? 0 : count - 1)
    }
    guard let choice = entry.choice else { return }
    if choice.completion.candidates.count == 1 { entry.choice = nil }
    view.prompt = Prompt(purpose: .command(entry), line: LineEditor(choice.text))
  }

  /// Takes up another line of the history; past the newest one stands what had been typed.
  private mutating func recall(
    _ prompt: Prompt, _ entry: CommandEntry,
    _ find: (CommandHistory, CommandEntry.Recall?, String) -> Int?
  ) {
    let typed = entry.recall?.typed ?? prompt.line.text
    guard let place = find(history, entry.recall, typed) else {
      guard entry.recall != nil, find(history, nil, typed) == nil else { return }
      view.prompt = Prompt(purpose: .command(CommandEntry()), line: LineEditor(typed))
      return
    }
    let entry = CommandEntry(recall: .init(typed: typed, place: place))
    view.prompt = Prompt(purpose: .command(entry), line: LineEditor(history.lines[place]))
  }
}

extension Command {
  fileprivate var isExport: Bool {
    guard case .export = self else { return false }
    return true
  }
}
