public import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// What was chosen when the program started, and what the user has set since.
public struct ProgramOptions: Sendable {
  /// What a person has set; it changes while the program runs.
  public var settings: Settings {
    didSet { keys = settings.keyMap }
  }
  /// Whether nothing but ASCII can be shown, or was asked for, whatever the settings say.
  public var needsASCII: Bool
  /// The keys that the settings come to.
  public private(set) var keys: KeyMap
  /// The names of the themes that the key for it goes through.
  public var themes: [String]
  /// The scenarios that can be chosen, in order.
  public var scenarios: [ScenarioDescription]
  /// The commands that were typed in earlier runs of the program, the oldest first.
  public var history: [String]
  /// How many colours are really shown.
  public var colorDepth: ColorDepth
  /// Where settings are kept, for people.
  public var configurationPath: String
  /// The command that repeats a run, as it is typed into a shell; nil if nothing repeats it.
  public var repetition: (@Sendable (RunModel) -> String?)?

  public init(
    settings: Settings = Settings(), ascii: Bool = false, themes: [String] = [],
    scenarios: [ScenarioDescription] = [], history: [String] = [],
    colorDepth: ColorDepth = .direct, configurationPath: String = "",
    repetition: (@Sendable (RunModel) -> String?)? = nil
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
  }

  /// Draws with ASCII alone, cell for cell where everything else is.
  var ascii: Bool { needsASCII || settings.characters == .ascii }

  /// The names that settings can take.
  var names: SettingNames {
    SettingNames(themes: themes, scenarios: scenarios.map(\.name))
  }
}
