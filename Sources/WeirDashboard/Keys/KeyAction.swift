import WeirAnalysis
public import WeirEvents

/// What a key can do; each has exactly one place where it is done.
public enum KeyAction: Sendable, Hashable {
  case pauseOrGo, step, stepBack, faster, slower, realTime
  case nextPitfall, nextPreset, runAgain, runAgainWithNewSeed
  /// Opens the list of scenarios.
  case chooseScenario
  /// Sets off one of the things that the scenario has to set off, counted from 0.
  case trigger(Int)
  case toggleRecording, setMarker, previousMarker, nextMarker
  case turnKnob(Turn)
  /// Goes into what is chosen: types a knob's value, runs a row.
  case enter
  case defaultValue, nextDistribution
  /// In a panel that scrolls a row up or down, elsewhere to the knob above or below.
  case up, down
  /// In a panel that scrolls a page up or down, elsewhere a coarse turn of the knob.
  case pageUp, pageDown
  /// To the first or last row of a panel that scrolls, elsewhere to the first or last knob.
  case toFirst, toLast
  case nextPanel, previousPanel, panel(Panel), expandPanel, back
  /// Arranges the panels otherwise.
  case nextLayout, previousLayout
  case nextTasksView, filterEvents, zoomIn, zoomOut
  /// Opens the page about where the events come from.
  case source
  /// Opens the options.
  case options
  /// Sorts the tasks by the column to the left or to the right, or the other way round.
  case previousSortColumn, nextSortColumn, invertSort
  /// Keeps the chosen task in view.
  case follow
  case nextTheme, help, quit
  /// Opens the line in which commands are typed.
  case commandLine
}

extension KeyAction {
  /// Whether it means the tasks wherever one is.
  var isAboutTasks: Bool {
    switch self {
    case .previousSortColumn, .nextSortColumn, .invertSort, .follow: true
    default: false
    }
  }
}
