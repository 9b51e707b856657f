import WeirScreen

/// The line at the bottom, where commands and filters are typed, and the commands typed before.
struct PromptLine: Sendable {
  /// What is being typed; `nil` while the line is closed.
  private(set) var prompt: Prompt?
  private(set) var history: CommandHistory

  init(_ history: CommandHistory) { self.history = history }

  var isOpen: Bool { prompt != nil }

  /// Opens the line with the beginning of a command in it. An open page stays open, so that it can
  /// be exported.
  mutating func typeCommand(_ text: String) { prompt = .command(CommandPrompt(text)) }

  /// Opens the line with the filter of a panel in it.
  mutating func typeFilter(_ filter: Filter?, of panel: Panel) {
    prompt = .filter(panel, LineEditor(filter?.text ?? ""))
  }

  mutating func close() { prompt = nil }

  /// Handles a key while the line is open.
  mutating func press(_ key: Key, _ grammar: CommandGrammar) -> [Effect] {
    switch prompt {
    case .command(let command): return press(key, in: command, grammar)
    case .filter(let panel, let line): return press(key, in: line, of: panel)
    case nil: return []
    }
  }
}

extension PromptLine {
  private mutating func press(
    _ key: Key, in command: CommandPrompt, _ grammar: CommandGrammar
  ) -> [Effect] {
    var command = command
    switch command.press(key, grammar, history) {
    case .typing: prompt = .command(command)
    case .left: close()
    case .entered(let text): return enter(text, grammar)
    }
    return []
  }

  /// Runs a line. One that can't be run stays, so that it can be corrected.
  private mutating func enter(_ text: String, _ grammar: CommandGrammar) -> [Effect] {
    close()
    guard text.contains(where: { $0 != " " && $0 != ":" }) else { return [] }
    do {
      let call = try grammar.call(text)
      history.add(text)
      return call.effects + (call.keepsPageOpen ? [] : [.close]) + [.command(.keep(line: text))]
    } catch {
      prompt = .command(CommandPrompt(text, error: error))
      return []
    }
  }

  /// Applies a filter while it is typed.
  private mutating func press(_ key: Key, in line: LineEditor, of panel: Panel) -> [Effect] {
    var line = line
    let outcome = line.press(key)
    prompt = outcome == .accepted || outcome == .abandoned ? nil : .filter(panel, line)
    switch outcome {
    case .edited: return [.filter(panel, Filter(line.text))]
    case .abandoned: return [.filter(panel, Filter())]
    case .accepted, .ignored: return []
    }
  }
}

/// What is being typed; while it is open, it takes all keys.
enum Prompt: Sendable, Equatable {
  /// A command, run on Enter.
  case command(CommandPrompt)
  /// The filter of a panel's rows, applied while it is typed.
  case filter(Panel, LineEditor)
}

/// Text that was pasted into a line.
enum PastedText {
  /// The keys of what goes into the line: its first line, without control characters.
  static func keys(_ text: String) -> [Key] {
    text.prefix { !$0.isNewline }.filter(isPrintable).map { .character($0) }
  }

  private static func isPrintable(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
