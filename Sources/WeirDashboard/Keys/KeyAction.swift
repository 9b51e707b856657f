public import WeirEvents

/// What a key can do, by what does it.
///
/// Each group is handled by one exhaustive `switch`, so that an action which nobody handles does
/// not compile.
public enum KeyAction: Sendable, Hashable {
  /// Something that is done to the run: `ShownRun`.
  case run(RunAction)
  /// A way through what a panel lists; in panels without a list, through the knobs.
  case move(MoveAction)
  /// Something that is done to the chosen knob.
  case knob(KnobAction)
  /// Something about the tasks, wherever the focus is.
  case tasks(TasksAction)
  /// Something about the screen as a whole: `Dashboard`.
  case screen(ScreenAction)
  /// A page that opens over the panels, or closes.
  case page(Page)
}

/// What keys do to the run.
public enum RunAction: Sendable, Hashable {
  case pauseOrGo, step, stepBack, faster, slower, realTime
  case nextPitfall, nextPreset, runAgain, runAgainWithNewSeed
  /// Fires one of the scenario's triggers, counted from 0.
  case trigger(Int)
  case toggleRecording, setMarker, previousMarker, nextMarker
}

/// Ways through a list.
public enum MoveAction: Sendable, Hashable {
  /// In a panel that scrolls a row up or down, elsewhere to the knob above or below.
  case up, down
  /// In a panel that scrolls a page up or down, elsewhere a coarse turn of the knob.
  case pageUp, pageDown
  /// To the first or last row of a panel that scrolls, elsewhere to the first or last knob.
  case first, last
  /// Into what is chosen: types a knob's value, opens a task.
  case enter
}

/// What keys do to the chosen knob.
public enum KnobAction: Sendable, Hashable {
  case turn(Turn)
  case setDefault, nextDistribution
}

/// What keys do to the tasks.
public enum TasksAction: Sendable, Hashable {
  /// Shows them as lanes, a table or a tree.
  case nextView
  /// Sorts them by the column to the left or to the right, or in the opposite order.
  case previousSortColumn, nextSortColumn, invertSort
  /// Keeps the chosen task in view.
  case follow
}

/// What keys do to the screen as a whole.
public enum ScreenAction: Sendable, Hashable {
  case nextPanel, previousPanel, panel(Panel), expandPanel, back
  case nextLayout, previousLayout
  /// Opens the line for the filter of the tasks or the events.
  case filter
  /// Less or more time on the time axes.
  case zoomIn, zoomOut
  case nextTheme
  /// Opens the line in which commands are typed.
  case commandLine
  case quit
}

/// The pages that open over the panels at a key.
public enum Page: Sendable, Hashable {
  /// The keys, and what to try.
  case help
  /// The list of scenarios.
  case scenarios
  /// Where the events come from.
  case source
  /// All settings and keys.
  case options
}
