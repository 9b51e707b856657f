public import WeirEvents

/// What a key can do, grouped by the part that does it.
///
/// One exhaustive `switch` handles each group, so that an action without a handler does not
/// compile.
public enum KeyAction: Sendable, Hashable {
  /// Acts on the run: `ShownRun`.
  case run(RunAction)
  /// Moves through the list of a panel; in panels without a list, through the knobs.
  case move(MoveAction)
  /// Acts on the chosen knob.
  case knob(KnobAction)
  /// Acts on the Tasks panel, wherever the focus is.
  case tasks(TasksAction)
  /// Acts on the screen as a whole: `Dashboard`.
  case screen(ScreenAction)
  /// Opens a page over the panels, or closes it.
  case page(Page)
}

/// What keys do to the run.
public enum RunAction: Sendable, Hashable {
  case pauseOrResume, step, stepBack, faster, slower, realTime
  case nextPitfall, nextPreset, runAgain, runAgainWithNewSeed
  /// Fires one of the scenario's triggers, counted from 0.
  case trigger(Int)
  case toggleRecording, setMarker, previousMarker, nextMarker
  /// Seek to where the nearest finding was raised.
  case previousWarning, nextWarning
  /// Seeks to where the run was shown before the last jump.
  case jumpBack
}

/// Ways through a list.
public enum MoveAction: Sendable, Hashable {
  /// In a panel that scrolls, a row up or down; elsewhere, to the knob above or below.
  case up, down
  /// In a panel that scrolls, a page up or down; elsewhere, a coarse turn of the knob.
  case pageUp, pageDown
  /// To the first or last row of a panel that scrolls; elsewhere, to the first or last knob.
  case first, last
  /// Opens what is chosen: types a knob's value, shows a task.
  case enter
}

/// What keys do to the chosen knob.
public enum KnobAction: Sendable, Hashable {
  /// Turns it up or down, by a fine or a coarse step.
  case turn(Turn)
  case setDefault, nextDistribution
}

/// What keys do to the tasks.
public enum TasksAction: Sendable, Hashable {
  /// Shows them as lanes, a table, a tree or groups.
  case nextView
  /// Sorts them by the column to the left or to the right, or in the opposite order.
  case previousSortColumn, nextSortColumn, invertSort
  /// Keeps the chosen task in view.
  case follow
  /// Seek to what the chosen task did last, who woke it, who cancelled it, and who put an item into
  /// the queue that it is about, as far as it has happened before the present instant.
  case lastChange, waker, canceller, filler
}

/// What keys do to the screen as a whole.
public enum ScreenAction: Sendable, Hashable {
  case nextPanel, previousPanel, panel(Panel), expandPanel, back
  /// Gives the keys to the time line.
  case timeLine
  case nextLayout, previousLayout
  /// Opens the filter line of the tasks or the events.
  case filter
  /// Shows less or more time on the time axes.
  case zoomIn, zoomOut
  case nextTheme
  /// Shows another run beside this one, or no longer.
  case compare
  /// Goes to the first instant at which the two runs differ.
  case goToParting
  /// Opens the command line.
  case commandLine
  case quit
}

/// The pages that a key opens over the panels.
public enum Page: Sendable, Hashable {
  /// The keys, and what to try.
  case help
  /// The list of scenarios.
  case scenarios
  /// Where the events come from.
  case source
  /// The command that opens the dashboard at what is shown; it is copied, too.
  case command
  /// The branches of the run.
  case branches
  /// All settings and keys.
  case options
  /// What the watched program prints.
  case output
}
