import WeirAnalysis
import WeirEvents

/// A typed command after parsing.
enum CommandCall: Sendable {
  case set(knob: Int, ParameterValue)
  case goTo(VirtualInstant)
  case pause, go
  /// In multiples of real time.
  case speed(Double)
  case mark(String?)
  case seed(UInt64)
  /// The pitfall to enable; `nil` disables the one that is enabled.
  case pitfall(String?)
  /// The index of the trigger.
  case trigger(Int)
  case preset(ScenarioDescription.Preset)
  case scenario(ScenarioDescription)
  /// An empty text shows everything.
  case filter(String)
  case record(path: String?)
  case stopRecording
  case export(ScreenForm, path: String)
  case layout(LayoutPreset)
  case theme(String)
  case page(Page)
  case quit

  /// Whether a page over the panels stays open, or the command opens one.
  var keepsPageOpen: Bool {
    switch self {
    case .export, .page: true
    case .set, .goTo, .pause, .go, .speed, .mark, .seed, .pitfall, .trigger, .preset, .scenario,
      .filter, .record, .stopRecording, .layout, .theme, .quit:
      false
    }
  }
}
