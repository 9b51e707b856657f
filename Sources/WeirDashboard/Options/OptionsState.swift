import WeirScreen

/// The options while they are open: the page, the chosen row, and what is being typed or asked for.
struct OptionsState: Sendable, Equatable {
  var tab = OptionTab.screen
  /// The chosen row of the page.
  var selected = 0
  /// The value that is being typed.
  var editor: LineEditor?
  /// Why what was typed or pressed can't be: two sentences.
  var error: String?
  var question: Question?

  /// What the next key answers.
  enum Question: Sendable, Equatable {
    /// Which key the chosen action is to have, in place of those it has or beside them.
    case key(isMore: Bool)
    /// Whether a key may be taken from another action.
    case taking(Key, from: KeyAction, isMore: Bool)
  }

  /// Whether all keys are for a line or a question.
  var takesKeys: Bool { editor != nil || question != nil }
}

extension ViewState {
  /// The options, while they are open.
  var options: OptionsState? {
    get {
      guard case .options(let options) = overlay else { return nil }
      return options
    }
    set { overlay = newValue.map(Overlay.options) }
  }
}
