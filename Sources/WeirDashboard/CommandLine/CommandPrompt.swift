import WeirScreen

/// The open command line: the text, and the state of completion and history.
struct CommandPrompt: Sendable, Equatable {
  private(set) var line: LineEditor
  private(set) var entry = CommandEntry()

  /// Opens the line with the beginning of a command in it.
  init(_ text: String = "") { line = LineEditor(text) }

  private init(_ line: LineEditor, _ entry: CommandEntry = CommandEntry()) {
    (self.line, self.entry) = (line, entry)
  }

  /// Keeps a line that can't be run, so that it can be fixed.
  init(_ text: String, error: CommandError) {
    self.init(LineEditor(text), CommandEntry(error: error.description))
  }

  /// What a key did to the line.
  enum Outcome: Equatable {
    case typing, left
    case entered(String)
  }

  /// Handles a key: Tab steps through what can come next, Up and Down through the history; other
  /// keys edit the line.
  mutating func press(
    _ key: Key, _ grammar: CommandGrammar, _ history: CommandHistory
  ) -> Outcome {
    switch key {
    case .tab: complete(1, grammar)
    case .shiftTab: complete(-1, grammar)
    case .up, .control("p"): recall(history) { $0.older(than: $1?.place, beginningWith: $2) }
    case .down, .control("n"):
      recall(history) { history, recall, text in
        recall.flatMap { history.newer(than: $0.place, beginningWith: text) }
      }
    case .backspace where line.text.isEmpty: return .left
    default: return type(key)
    }
    return .typing
  }

  private mutating func type(_ key: Key) -> Outcome {
    var line = line
    switch line.press(key) {
    case .accepted: return .entered(line.text)
    case .abandoned: return .left
    case .edited: self = CommandPrompt(line)
    case .ignored: break
    }
    return .typing
  }

  /// What can come next.
  func completion(_ grammar: CommandGrammar) -> Completion {
    entry.choice?.completion ?? grammar.completion(of: line.text)
  }

  private mutating func complete(_ step: Int, _ grammar: CommandGrammar) {
    var entry = CommandEntry(choice: entry.choice)
    if entry.choice != nil {
      entry.choice?.move(step)
    } else {
      let completion = grammar.completion(of: line.text)
      let count = completion.candidates.count
      guard count > 0 else { return }
      entry.choice = .init(completion: completion, index: step > 0 ? 0 : count - 1)
    }
    guard let choice = entry.choice else { return }
    if choice.completion.candidates.count == 1 { entry.choice = nil }
    self = CommandPrompt(LineEditor(choice.text), entry)
  }

  /// Recalls another line of the history; after the newest one comes what had been typed.
  private mutating func recall(
    _ history: CommandHistory,
    _ find: (CommandHistory, CommandEntry.Recall?, String) -> Int?
  ) {
    let typed = entry.recall?.typed ?? line.text
    guard let place = find(history, entry.recall, typed) else {
      guard entry.recall != nil, find(history, nil, typed) == nil else { return }
      self = CommandPrompt(typed)
      return
    }
    self = CommandPrompt(
      LineEditor(history.lines[place]),
      CommandEntry(recall: .init(typed: typed, place: place)))
  }
}

/// The state of the command line besides the text: an error, a completion, a recalled line.
struct CommandEntry: Sendable, Hashable {
  /// Why the command was not run: two sentences.
  var error: String?
  /// The candidates that Tab steps through.
  var choice: Choice?
  /// The line of the history that Up and Down have reached.
  var recall: Recall?

  /// One of several candidates, which stay the same until another key is pressed.
  struct Choice: Sendable, Hashable {
    var completion: Completion
    var index: Int

    /// The line with the chosen candidate in it.
    var text: String { completion.text(with: completion.candidates[index]) }

    mutating func move(_ step: Int) {
      let count = completion.candidates.count
      index = (index + step + count) % count
    }
  }

  /// A line of the history, and what had been typed before it was recalled.
  struct Recall: Sendable, Hashable {
    var typed: String
    var place: Int
  }
}
