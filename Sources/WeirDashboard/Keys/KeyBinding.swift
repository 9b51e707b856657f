public import WeirScreen

/// One or more keys, the action they run, and its help text.
public struct KeyBinding: Sendable, Hashable {
  /// The keys; empty if no key runs the action.
  public var keys: [Key]
  /// What the keys do.
  public var action: KeyAction
  /// One or two words for the footer.
  public var hint: String
  /// One sentence without a full stop, for the help.
  public var help: String
  /// The heading it is under in the help.
  public var topic: Topic

  /// Makes a binding of keys to an action.
  public init(_ keys: [Key], _ action: KeyAction, _ hint: String, _ help: String, _ topic: Topic) {
    self.keys = keys
    self.action = action
    self.hint = hint
    self.help = help
    self.topic = topic
  }

  /// The headings of the help, in order.
  public enum Topic: String, Sendable, Hashable, CaseIterable {
    case run = "The run"
    case pattern = "The pattern"
    case knobs = "Knobs"
    case panels = "Panels"
    case program = "The program"
  }

  /// The keys as the screen shows them: `+`, `Shift-Tab`, `Ctrl-C`.
  public var keyText: String { keys.map(\.name).joined(separator: " ") }
}
