import WeirAnalysis
import WeirEvents

/// A line that was typed, as it is understood.
enum CommandCall: Sendable {
  /// Something that is done to the run.
  case run(RunCall)
  case set(knob: Int, ParameterValue)
  case scenario(ScenarioDescription)
  /// Without text, everything is shown.
  case filter(String)
  case export(ScreenForm, path: String)
  case layout(LayoutPreset)
  case theme(String)
  case page(Page)
  case quit

  /// Whether a page over the panels stays open, or has just been opened.
  var keepsPageOpen: Bool {
    switch self {
    case .export, .page: true
    case .run, .set, .scenario, .filter, .layout, .theme, .quit: false
    }
  }
}

/// What commands do to the run.
enum RunCall: Sendable {
  case goTo(VirtualInstant)
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
}

extension ShownRun {
  /// Does what a command says.
  ///
  /// - Parameter keys: The keys as they are now, for hints.
  mutating func perform(_ call: RunCall, keys: KeyMap) -> [Effect] {
    switch call {
    case .goTo(let instant): return go(to: instant)
    case .pause:
      return playback.isPaused && seek == nil ? [] : perform(.pauseOrResume, keys: keys)
    case .go: return resume(keys: keys)
    case .speed(let speed): return setSpeed(speed)
    case .mark(let name): return setMarker(name)
    case .seed(let seed):
      guard var next = repeated else { return [] }
      next.seed = seed
      return [.command(.restart(next, newSeed: false))]
    case .pitfall(let name): return switchPitfall(to: name)
    case .trigger(let index): return fire(index, keys)
    case .preset(let preset): return begin(preset)
    case .record(let path): return record(to: path)
    case .stopRecording: return [.command(.stopRecording)]
    }
  }
}
