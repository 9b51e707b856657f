public import WeirAnalysis
import WeirEvents
public import WeirScreen

/// Everything about the program that a person can set and keep; what is not said otherwise is as it stands here.
///
/// What each is called, may be and does is told once, in the table `Setting.all`.
public struct Settings: Sendable, Hashable {
  public var theme = Theme.standard.name
  public var layout = LayoutPreset.standard
  public var tasksView = TasksForm.lanes
  public var graph = GraphSigns.braille
  public var characters = Characters.auto
  public var colors = Colors.auto
  public var usesMouse = true
  public var framesPerSecond = 30
  /// How long something that is told stays in the footer.
  public var noticeTime = Duration.seconds(5)
  public var scenario = "producer-consumer"
  /// In thousandths of real time.
  public var speed = 1000
  /// The folder for recordings; relative to the one in which the program was started.
  public var recordings = "."
  public var thresholds = LintThresholds()
  /// The keys of those actions that have others than they are shipped with.
  public var keys: [KeyAction: [Key]] = [:]

  public init() {}

  /// How often the screen may be drawn in a second.
  public static let frameRates = 1...60

  /// How tasks are shown at the start.
  public enum TasksForm: String, Sendable, CaseIterable {
    case lanes, table, tree
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

  /// The speed to start with, in multiples of real time.
  public var startSpeed: Double { ThousandthsText(speed).value }

  /// The keys as they are shipped, with those in their place that were chosen.
  public var keyMap: KeyMap { .standard.rebound(keys) }
}
