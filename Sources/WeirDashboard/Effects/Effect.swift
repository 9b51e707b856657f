import WeirEvents

/// What a feature asks for: of the program, or of the dashboard that it is a part of.
enum Effect: Sendable {
  /// Something that the program has to do.
  case command(Command)
  /// Something to say to the user.
  case notice(Notice)
  /// What a key would do. What lies over the panels is not asked.
  case perform(KeyAction)
  /// The same, after what lies over the panels has closed.
  case closeAndPerform(KeyAction)
  /// What lies over the panels closes.
  case close
  /// A knob is turned or set.
  case change(knob: Int, KnobChange)
  /// Only the events that pass are shown.
  case filterEvents(Filter)
  /// The page of a task opens, and the task is the chosen one.
  case openTask(TaskID)
  /// The page of another task of the list opens, this many rows further on.
  case openNextTask(Int)
  /// The panel that has the keys gets the whole screen.
  case expand
  /// The line for commands opens, with a text in it.
  case typeCommand(String)
  /// Another scenario begins.
  case begin(ScenarioDescription)
  /// Settings have other values, some of which are kept.
  case adopt(Settings, keeping: [SettingsChange])
  /// A theme is loaded; whether it is kept as a setting once it has come.
  case selectTheme(String, isKept: Bool)

  static func say(_ text: String) -> Effect { .notice(Notice(text: text)) }
  static func say(aboutRun text: String) -> Effect {
    .notice(Notice(text: text, isAboutRun: true))
  }
}
