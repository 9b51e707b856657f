public import WeirAnalysis
import WeirEvents
public import WeirScreen

/// Everything about the program that the user can set and keep, with its defaults.
///
/// The table `Setting.all` has the name, the allowed values and the explanation of each.
public struct Settings: Sendable, Hashable {
  /// The name of the theme.
  public var theme = Theme.standard.name
  /// Which panels share the screen.
  public var layout = LayoutPreset.standard
  /// How many rows the time line has.
  public var timeLine = TimeLineForm.auto
  /// How tasks are shown at the start.
  public var tasksView = TasksForm.lanes
  /// The characters that graphs are drawn with.
  public var graph = GraphSigns.braille
  /// Which characters may be used at all.
  public var characters = Characters.auto
  /// How many colours are used.
  public var colors = Colors.auto
  /// Whether clicks and the wheel go to the program.
  public var usesMouse = true
  /// How often the screen is drawn at most.
  public var framesPerSecond = 30
  /// How long a notice stays in the footer.
  public var noticeTime = Duration.seconds(5)
  /// The scenario that runs if none is named.
  public var scenario = "producer-consumer"
  /// The speed at the start, in thousandths of real time.
  public var speed = 1000
  /// The folder for recordings; relative to the one in which the program was started.
  public var recordings = "."
  /// How much memory copies of the past of a run may take.
  public var pastMegabytes = RunPast.standardLimit >> 20
  /// The thresholds of the lints.
  public var thresholds = LintThresholds()
  /// The keys of those actions whose keys differ from the defaults.
  public var keys: [KeyAction: [Key]] = [:]

  /// Makes settings at their defaults.
  public init() {}

  /// The allowed values of `framesPerSecond`.
  public static let frameRates = 1...60

  /// The allowed values of `pastMegabytes`.
  public static let pastMemory = 4...1024

  /// How tasks are shown at the start.
  public enum TasksForm: String, Sendable, CaseIterable {
    case lanes, table, tree, groups
  }

  /// Which characters may be used at all.
  public enum Characters: String, Sendable, CaseIterable {
    case auto, ascii
  }

  /// How many colours are used.
  public enum Colors: String, Sendable, CaseIterable {
    case auto, direct
    case indexed = "256"
    case sixteen = "16"
    case eight = "8"
    case none
  }

  /// The speed at the start, in multiples of real time.
  public var startSpeed: Double { ThousandthsText(speed).value }

  /// How much memory copies of the past of a run may take, in bytes.
  public var pastLimit: Int { pastMegabytes << 20 }

  /// The same for a log.
  public var pastLimitOfLog: Int { RunPast.logFactor * pastLimit }

  /// The default keys, replaced by those that the user chose.
  public var keyMap: KeyMap { .standard.rebound(keys) }
}
