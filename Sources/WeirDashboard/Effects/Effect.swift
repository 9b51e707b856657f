import WeirEvents

/// What a feature asks for, of the program or of the dashboard it is part of.
enum Effect: Sendable {
  /// The program does something.
  case command(Command)
  /// A notice is shown.
  case notice(Notice)
  /// The notice that is shown disappears if it is about this.
  case forgetNotice(about: Notice.Topic)
  /// An action is performed, as by its key, but past the page over the panels.
  case perform(KeyAction)
  /// The same, after the page over the panels has closed.
  case closeAndPerform(KeyAction)
  /// The page over the panels closes.
  case close
  /// Something is done to the run, as by a typed command.
  case call(RunCall)
  /// Another scenario begins.
  case begin(ScenarioDescription)
  /// The run that is shown has just begun.
  case runBegan(isOtherScenario: Bool)
  /// Another place of the run is shown.
  case runMoved
  /// A knob becomes the chosen one.
  case chooseKnob(Int)
  /// A knob is turned or set.
  case change(knob: Int, KnobChange)
  /// A value that is being typed for a knob is given up.
  case stopTypingValue
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
  /// The panels are arranged by another layout.
  case use(LayoutPreset)
  /// Settings change, and some of the changes are kept in the configuration file.
  case adopt(Settings, keeping: [SettingsChange])
  /// A theme is loaded, and kept as a setting if `isKept`.
  case selectTheme(String, isKept: Bool)

  /// Another run is shown beside the present one, or, with `nil`, no longer.
  case compare(ComparisonRequest?)

  static func say(_ text: String) -> Effect { .notice(Notice(text: text)) }
  static func say(aboutRun text: String) -> Effect {
    .notice(Notice(text: text, topic: .run))
  }
}

/// How a knob is changed.
enum KnobChange: Sendable, Hashable {
  case turn(Turn)
  /// To the value at a place on the slider, from 0 to 1.
  case move(to: Double)
  /// To the next distribution, if the knob is a time.
  case nextDistribution
  /// To the value of the preset.
  case setDefault
  case set(ParameterValue)
}

/// The run that is asked for beside the shown one.
enum ComparisonRequest: Sendable, Hashable {
  /// The right form beside a pitfall, a pitfall beside the right form.
  case opposite
  /// The same run with another value of a knob, from the start on.
  case knob(String, ParameterValue)
  /// The same run with a pitfall, or none, from the start on.
  case pitfall(String?)
  case preset(String)
  case seed(UInt64)
  /// A branch of the run, from its start.
  case branch(name: String, RunSpecification)
  /// Any run, from its start.
  case run(RunSpecification)
  case log(path: String)
}

/// What typed commands do to the run.
enum RunCall: Sendable {
  case goTo(SeekTarget)
  case pause, go
  /// In multiples of real time.
  case speed(Double)
  case mark(String?)
  case seed(UInt64)
  /// `nil` disables the one that is enabled.
  case pitfall(String?)
  /// The number of the trigger.
  case trigger(Int)
  case preset(ScenarioDescription.Preset)
  case record(path: String?)
  case stopRecording
  /// The number of the branch.
  case goToBranch(Int)
  /// The number of the branch, and its name.
  case nameBranch(Int, String)
}
