import WeirTrace

extension KeyAction {
  /// What it is called in the configuration; it stays the same when keys and words on the screen change.
  public var name: String {
    switch self {
    case .pauseOrGo: "pause"
    case .step: "step"
    case .faster: "faster"
    case .slower: "slower"
    case .realTime: "real-time"
    case .nextPitfall: "next-pitfall"
    case .nextPreset: "next-preset"
    case .runAgain: "run-again"
    case .runAgainWithNewSeed: "run-with-new-seed"
    case .chooseScenario: "scenarios"
    case .trigger(let index): "trigger-\(index + 1)"
    case .toggleRecording: "record"
    case .setMarker: "marker"
    case .turnKnob(.down): "turn-down"
    case .turnKnob(.up): "turn-up"
    case .turnKnob(.coarseDown): "turn-far-down"
    case .turnKnob(.coarseUp): "turn-far-up"
    case .enter: "enter"
    case .defaultValue: "default-value"
    case .nextDistribution: "next-distribution"
    case .up: "up"
    case .down: "down"
    case .pageUp: "page-up"
    case .pageDown: "page-down"
    case .toFirst: "first"
    case .toLast: "last"
    case .nextPanel: "next-panel"
    case .previousPanel: "previous-panel"
    case .panel(let panel): "panel-\(panel.rawValue)"
    case .expandPanel: "expand-panel"
    case .back: "back"
    case .nextTasksView: "next-tasks-view"
    case .filterEvents: "filter"
    case .zoomIn: "zoom-in"
    case .zoomOut: "zoom-out"
    case .nextTheme: "next-theme"
    case .options: "options"
    case .commandLine: "command-line"
    case .help: "help"
    case .quit: "quit"
    }
  }
}
