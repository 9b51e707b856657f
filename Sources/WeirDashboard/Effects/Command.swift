import WeirAnalysis
public import WeirEvents

/// What the dashboard wants done. The program does it, and reports back with an input.
public enum Command: Sendable, Hashable {
  /// Leave the program.
  case quit
  /// Pause virtual time.
  case pause
  /// Continue virtual time.
  case resume
  /// Let exactly one event happen, while paused.
  case step
  /// Set the speed of virtual time, in multiples of wall time.
  case setSpeed(Double)
  /// Pass an input to the run, at the instant it has reached.
  case send(RunInput)
  /// End the run and begin this one instead, which may be of another scenario. With `newSeed`, a
  /// new seed replaces the one in the specification.
  case restart(RunSpecification, newSeed: Bool)
  /// Play the same run again from its first instant.
  case beginAgain
  /// Record the run to a file, from the run's first instant on.
  ///
  /// If the path is `nil`, the program chooses a name.
  case startRecording(path: String?)
  /// Stop recording and complete the file.
  case stopRecording
  /// Seek, and pause there. A place of the past is shown again; one that has not come yet is
  /// reached as fast as possible. `pause` ends a seek early. In the past of a simulation, `resume`
  /// and `send` begin another future from there.
  case goTo(SeekTarget)
  /// Look for these events at the place that is shown, and at each other one that is shown later.
  case lookFor(EventInterest)
  /// Repeat the future of the run that has this number up to its end, and pause there.
  case goToFuture(Int)
  /// Run or read this beside the shown run, always at the same instant, in place of what was there.
  case compare(ComparedWith)
  /// Let time continue to this instant after the last event; `nil` to end with that.
  case continueTime(until: VirtualInstant?)
  /// Pass an input to the run beside the shown one.
  case sendToCompared(RunInput)
  /// End the run beside the shown one.
  case stopComparing
  /// Write the present screen to a new file.
  case export(ScreenForm, path: String)
  /// Put a text on the clipboard of the terminal, if it has one.
  case copy(String)
  /// Run the scenario of that name for a moment in the background, and report its events.
  case preview(scenario: String)
  /// Keep a typed command for later runs of the program.
  case keep(line: String)
  /// Load the theme of that name.
  case selectTheme(String)
  /// Apply these settings outside the dashboard: to the mouse, frames, recordings and stored files.
  case useSettings(Settings)
  /// Write this change to the configuration file.
  case keepSetting(SettingsChange)
}
