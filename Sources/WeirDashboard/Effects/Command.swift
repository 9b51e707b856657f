import WeirAnalysis
public import WeirEvents

/// What the dashboard wants done; whoever runs it does it and reports back with an input.
public enum Command: Sendable, Hashable {
  /// Leave the program.
  case quit
  /// Hold virtual time.
  case pause
  /// Let virtual time go on.
  case resume
  /// Let exactly one event happen, while paused.
  case step
  /// Let virtual time go at this many times real time.
  case setSpeed(Double)
  /// Hand this to the run, at the instant it has reached.
  case send(RunInput)
  /// End the run and begin this one instead, which may be of another scenario; with a new seed, in place of the one that is in it.
  case restart(RunSpecification, newSeed: Bool)
  /// Show the same again from its first instant.
  case beginAgain
  /// Write what happens to a file, from the run's first instant on.
  ///
  /// Without a path the file gets a name of its own.
  case startRecording(path: String?)
  /// Complete the file.
  case stopRecording
  /// Let virtual time run to this instant as fast as it can, and hold there; one that has passed is reached from the
  /// run's start, with what was done up to it. `pause` ends the way before.
  case goTo(VirtualInstant)
  /// Hold before the last event that was told, as of this instant: the run is repeated up to there.
  case stepBack(from: VirtualInstant)
  /// Write the screen as it stands to a new file.
  case export(ScreenForm, path: String)
  /// Run the scenario of that name for a moment, out of sight, and hand on what happened.
  case preview(scenario: String)
  /// Keep a command that was typed for later runs of the program.
  case keep(line: String)
  /// Load the theme of that name.
  case selectTheme(String)
  /// Let these settings hold for everything that is not the dashboard's: the mouse, frames, recordings, books.
  case useSettings(Settings)
  /// Keep this change in the configuration file.
  case keepSetting(SettingsChange)
}
