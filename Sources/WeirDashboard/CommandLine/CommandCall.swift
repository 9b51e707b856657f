import WeirAnalysis
import WeirEvents

/// What a line that was typed comes to.
enum CommandCall: Sendable {
  case set(knob: Int, ParameterValue)
  case goTo(VirtualInstant)
  case pause, go
  /// In multiples of real time.
  case speed(Double)
  case mark(String?)
  case seed(UInt64)
  /// Nil is the right form.
  case pitfall(String?)
  /// The number of the trigger.
  case trigger(Int)
  case preset(ScenarioDescription.Preset)
  case scenario(ScenarioDescription)
  /// Without text, everything is shown.
  case filter(String)
  case record(path: String?)
  case stopRecording
  case export(ScreenForm, path: String)
  case layout(LayoutPreset)
  case theme(String)
  case page(Page)
  case quit

  /// Whether a page over the panels stays open, or has just been opened.
  var leavesPage: Bool {
    switch self {
    case .export, .page: true
    case .set, .goTo, .pause, .go, .speed, .mark, .seed, .pitfall, .trigger, .preset, .scenario,
      .filter, .record, .stopRecording, .layout, .theme, .quit:
      false
    }
  }
}
