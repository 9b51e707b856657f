public import WeirScreen

/// Some keys, what they do, and how that is told.
public struct KeyBinding: Sendable, Hashable {
  public var keys: [Key]
  public var action: KeyAction
  /// One or two words for the footer.
  public var hint: String
  /// One sentence without a full stop, for the help.
  public var help: String
  public var topic: Topic

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

  /// The keys as a person reads them: `+`, `Shift-Tab`, `Ctrl-C`.
  public var keyText: String { keys.map(\.name).joined(separator: " ") }
}
