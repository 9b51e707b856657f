public import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// The options given when the program started, with the settings, which the user can change.
public struct ProgramOptions: Sendable {
  /// The settings; they change while the program runs.
  public var settings: Settings {
    didSet { keys = settings.keyMap }
  }
  /// Whether only ASCII can be shown, or was requested, whatever the settings say.
  public var needsASCII: Bool
  /// The keys that follow from the settings.
  public private(set) var keys: KeyMap
  /// The names of the themes that the theme key cycles through.
  public var themes: [String]
  /// The scenarios to choose from, in order.
  public var scenarios: [ScenarioDescription]
  /// The commands that were typed in earlier runs of the program, the oldest first.
  public var history: [String]
  /// How many colours the terminal shows.
  public var colorDepth: ColorDepth
  /// The path of the configuration file, as it is shown to the user.
  public var configurationPath: String
  /// The command that repeats a run, as typed into a shell; `nil` if none does.
  public var repetition: (@Sendable (RunModel) -> String?)?
  /// The command that opens the dashboard at the present instant of a run, or right after an event
  /// of it, in pure ASCII if `ascii`; `nil` if none does.
  public var commandToHere:
    (@Sendable (_ run: RunModel, _ event: Int?, _ ascii: Bool) -> ShellCommand?)?
  /// The command that opens the dashboard at an instant with two runs on it, A and B; `nil` if none
  /// does.
  public var comparingCommand:
    (
      @Sendable (_ a: ComparedWith, _ b: ComparedWith, VirtualInstant, _ ascii: Bool) ->
        ShellCommand?
    )?

  /// Makes options; everything not given has its default.
  public init(
    settings: Settings = Settings(), ascii: Bool = false, themes: [String] = [],
    scenarios: [ScenarioDescription] = [], history: [String] = [],
    colorDepth: ColorDepth = .direct, configurationPath: String = "",
    repetition: (@Sendable (RunModel) -> String?)? = nil,
    commandToHere: (@Sendable (RunModel, Int?, Bool) -> ShellCommand?)? = nil,
    comparingCommand: (
      @Sendable (ComparedWith, ComparedWith, VirtualInstant, Bool) -> ShellCommand?
    )? = nil
  ) {
    self.settings = settings
    needsASCII = ascii
    keys = settings.keyMap
    self.themes = themes
    self.scenarios = scenarios
    self.history = history
    self.colorDepth = colorDepth
    self.configurationPath = configurationPath
    self.repetition = repetition
    self.commandToHere = commandToHere
    self.comparingCommand = comparingCommand
  }

  /// Whether only ASCII characters are drawn, each in the cell of the character it replaces.
  var ascii: Bool { needsASCII || settings.characters == .ascii }

  /// The signs of all graphs: ASCII if the rest of the screen is ASCII.
  var graphSigns: GraphSigns { ascii ? .ascii : settings.graph }

  /// The names that settings can have as values.
  var names: SettingNames {
    SettingNames(themes: themes, scenarios: scenarios.map(\.name))
  }
}
