import WeirEvents

/// What a feature asks for, of the program or of the dashboard it is part of.
enum Effect: Sendable {
  /// The program does something.
  case command(Command)
  /// A notice is shown.
  case notice(Notice)
  /// An action is performed, as by its key, but past the page over the panels.
  case perform(KeyAction)
  /// The same, after the page over the panels has closed.
  case closeAndPerform(KeyAction)
  /// The page over the panels closes.
  case close
  /// A knob is turned or set.
  case change(knob: Int, KnobChange)
  /// Only the events that pass are shown.
  case filterEvents(Filter)
  /// A panel gets the focus.
  case focus(Panel)
  /// Only what passes is shown in a panel.
  case filter(Panel, Filter)
  /// The page of a task opens, and the task becomes the chosen one.
  case openTask(TaskID)
  /// The page of another task opens, this many rows further down the list.
  case openNextTask(Int)
  /// The panel in focus is expanded over the whole screen.
  case expand
  /// The command line opens, with a text in it.
  case typeCommand(String)
  /// Another scenario begins.
  case begin(ScenarioDescription)
  /// Settings change, and some of the changes are kept in the configuration file.
  case adopt(Settings, keeping: [SettingsChange])
  /// A theme is loaded, and kept as a setting if `isKept`.
  case selectTheme(String, isKept: Bool)

  static func say(_ text: String) -> Effect { .notice(Notice(text: text)) }
  static func say(aboutRun text: String) -> Effect {
    .notice(Notice(text: text, isAboutRun: true))
  }
}
