import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// An error in the arguments of a command.
enum UsageError: Error, Hashable, CustomStringConvertible {
  case seedIsNoNumber(String)
  case seedOutOfRange(String)
  case noSetting(String)
  case noDuration(option: String, String)
  case negativeDuration(option: String, String)
  case durationOutOfRange(option: String, String)
  case noInstant(option: String, String)
  /// It is no place of a run or a log.
  case noPlace(String)
  /// A place relative to the shown one, before anything is shown.
  case relativePlace(String)
  /// A share of a run whose length is unknown.
  case shareOfRun(String)
  /// A share of a log that is still being written.
  case shareOfGrowingLog(String)
  /// The end of a run that has none.
  case runWithoutEnd(scenario: String, knob: String)
  /// The run has fewer warnings.
  case noWarning(Int, count: Int, hasEnded: Bool)
  /// A place to open, where no dashboard is opened.
  case placeWithoutScreen
  /// The part after the last `@` is not an instant.
  case wrongInstant(option: String, argument: String, instant: String)
  case markerWithoutName(String)
  /// Two markers have the same name, which would be ambiguous.
  case markerTwice(String)
  case twoPitfalls
  case noEnd
  case twoEnds
  case neverFinished(scenario: String, knob: String)
  case speedIsNoNumber(String)
  case speedOutOfRange(String)
  case framesIsNoNumber(String)
  case framesOutOfRange(String)
  case twoFormats
  case nothingToOverwrite
  case scenarioIsLog(path: String, of: String)
  /// A or B is not the name of a scenario, and there is no such file; with a question about what
  /// was meant, or without.
  case neitherScenarioNorLog(String, String?)
  /// The options of the run A or B can't be read, for a reason that may come with advice.
  case comparedRun(String, String)
  /// Options that say how to run, for two logs.
  case optionsForLogs
  /// Both A and B are standard input.
  case standardInputTwice
  /// The log would be read from the terminal.
  case logIsKeyboard
  /// An option is about a program, and none is given.
  case noProgram(option: String)
  /// The list of programs and one of them are requested.
  case listHasNoProgram
  /// What is given is not the number of a process.
  case noProcess(String)
  /// A program that runs and a command to start are given.
  case programAndCommand
  /// A log that is passed on is requested together with something else.
  case rawIsAlone
  /// A file for the output is given, and no command that prints any.
  case nothingStarted

  private static let frameRates =
    "\(Settings.frameRates.lowerBound) to \(Settings.frameRates.upperBound)"

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .noSetting, .noDuration, .negativeDuration, .durationOutOfRange, .noInstant,
      .wrongInstant, .markerWithoutName, .markerTwice:
      aboutArguments
    case .noPlace, .relativePlace, .shareOfRun, .shareOfGrowingLog, .runWithoutEnd, .noWarning,
      .placeWithoutScreen:
      aboutPlaces
    case .seedIsNoNumber(let text):
      "The seed '\(text)' is not a number. Give a whole number from 0 to \(UInt64.max)."
    case .seedOutOfRange(let text):
      "The seed '\(text)' is out of range. Give a whole number from 0 to \(UInt64.max)."
    case .twoPitfalls:
      "A run starts with at most one pitfall. Give the second one an instant, as NAME@INSTANT."
    case .noEnd:
      "A simulation needs an end. Add --for DURATION, for example --for 60s, or --until-finished."
    case .twoEnds:
      "--for and --until-finished can't be combined. Give either --for or --until-finished."
    case .neverFinished(let scenario, let knob):
      """
      This run of \(scenario) never ends by itself. Give --for DURATION, or limit it, for example with \
      --preset guide or --set \(knob)=100.
      """
    case .speedIsNoNumber(let text):
      "The speed '\(text)' is not a number. Give a number from \(SpeedRange.text)."
    case .speedOutOfRange(let text):
      "The speed '\(text)' is out of range. Give a number from \(SpeedRange.text)."
    case .framesIsNoNumber(let text):
      "--fps does not take '\(text)'. Give a whole number from \(UsageError.frameRates)."
    case .framesOutOfRange(let text):
      "\(text) frames per second are out of range. Give a whole number from \(UsageError.frameRates)."
    case .twoFormats: "--json and --csv can't be combined. Give either --json or --csv."
    case .scenarioIsLog(let path, let scenario):
      """
      '\(path)' is the session log of a run of \(scenario), and logs can't be run. Replay it with \
      'weir replay', or run the command that was printed when it was recorded.
      """
    case .neitherScenarioNorLog(let text, let question):
      """
      There is neither a scenario nor a log named '\(text)'. \(question ?? "See 'weir list', or give the path of a log.")
      """
    case .comparedRun(let side, let problem):
      """
      The run \(side) can't be read: \(UsageError.withAdvice(problem, else: "Write it as in 'service --set workers=8'."))
      """
    case .optionsForLogs:
      "Two logs have their own settings and lengths. Omit the options that say what to run."
    case .standardInputTwice:
      "Standard input can be read only once. Give the path of a log for A or for B."
    case .logIsKeyboard:
      "Standard input is the keyboard, not a log. Give the path of a log, or pipe one into weir."
    case .noProgram(let option):
      "\(option) needs a program. Give its name or the number of its process; 'weir watch' lists them."
    case .noProcess(let text):
      "'\(text)' is not the number of a process. Give a whole number, as 'ps' and 'weir watch' show it."
    case .programAndCommand:
      "A program and a command can't be watched together. Omit the program, or what follows --."
    case .rawIsAlone:
      "--raw passes on the log of a program that runs, and nothing else. Omit --record and the command, or --raw."
    case .nothingStarted:
      "--output is for what a started program prints. Add the command after --, or omit --output."
    case .listHasNoProgram:
      "--json lists all programs. Omit it, or the program."
    case .nothingToOverwrite:
      "--overwrite needs the file of --record. Add --record FILE, or omit --overwrite."
    }
  }

  /// A problem with its own advice, if it has any.
  private static func withAdvice(_ problem: String, else advice: String) -> String {
    problem.contains(". ") ? problem : "\(problem). \(advice)"
  }

  /// Messages about values that may have an instant or a duration.
  private var aboutArguments: String {
    switch self {
    case .noSetting(let text):
      "'\(text)' sets no knob. Write it as KNOB=VALUE, for example consumers=6."
    case .noDuration(let option, let text):
      "\(option) does not take '\(text)'. Give a duration such as 250ms, 1.5s, 2m or 1h."
    case .negativeDuration(let option, let text):
      "\(option) does not take '\(text)', which is negative. Give a duration such as 250ms, 1.5s, 2m or 1h."
    case .durationOutOfRange(let option, let text):
      "\(option) does not take '\(text)', which is too long. Give a duration of less than 292 years."
    case .noInstant(let option, let text):
      "\(option) does not take '\(text)'. Write it as NAME@INSTANT, for example \(example(option))@12.5s."
    case .wrongInstant(let option, let argument, let instant):
      """
      \(option) does not take '\(argument)': '\(instant)' is not an instant. Give the time from the start, such as \
      @250ms, @12.5s or @2m.
      """
    case .markerWithoutName(let text):
      "--mark does not take '\(text)', which has no name. Write it as NAME@INSTANT, for example here@12.5s."
    case .markerTwice(let name):
      "Two markers are named '\(name)'. Give each one a name of its own."
    default: ""
    }
  }

  /// Messages about the place at which the dashboard opens.
  private var aboutPlaces: String {
    switch self {
    case .noPlace(let text):
      """
      --at does not take '\(text)'. Give a place such as 12.5s, 1:30, 40%, '#4800', 'warning 3', start or end.
      """
    case .relativePlace(let text):
      """
      --at does not take '\(text)', which counts from the shown instant. Give the time from the start, such as 12.5s.
      """
    case .shareOfRun(let text):
      """
      A run has no length before it has run, so there is no '\(text)' of it. Give an instant such as 12.5s, or an event \
      such as '#4800'.
      """
    case .shareOfGrowingLog(let text):
      """
      A log that is still being written has no length yet, so there is no '\(text)' of it. Give an instant such as \
      12.5s, or omit --follow.
      """
    case .runWithoutEnd(let scenario, let knob):
      """
      This run of \(scenario) never ends by itself. Give an instant such as 12.5s, or limit the run, for example with \
      --preset guide or --set \(knob)=100.
      """
    case .noWarning(let number, let count, let hasEnded):
      """
      There is no warning \(number): the run has \(count == 0 ? "none" : CountText(count, "warning").description) \
      \(hasEnded ? "up to its end" : "in its first hour"). Give \(count == 0 ? "" : "a lower number, or ")another place, \
      such as 12.5s.
      """
    case .placeWithoutScreen:
      """
      --at opens the dashboard, which is not possible here: figures are printed. Omit --at, or give --for DURATION to \
      compare up to an instant.
      """
    default: ""
    }
  }

  private func example(_ option: String) -> String {
    option == "--trigger" ? "burst" : "here"
  }
}
