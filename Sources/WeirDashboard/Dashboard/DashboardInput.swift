import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// What can happen to the dashboard: facts, in the past tense.
public enum DashboardInput: Sendable {
  /// A key, the mouse, the size of the terminal, or a signal.
  case terminal(TerminalInput)
  /// The run went on, or time went by in it.
  case batchArrived(EventBatch)
  /// A run began: the first one, the same again, another seed, preset or scenario. What was known of the last one goes.
  case runStarted(RunStart)
  /// Where the events come from, and what has become known of that.
  case sourceChanged(SourceStatus)
  /// Virtual time stands still, or goes on.
  case pauseChanged(isPaused: Bool)
  /// Virtual time goes at this many times real time.
  case speedChanged(Double)
  /// A run that was asked for can't begin. The message is two sentences; the start of another run
  /// follows.
  case runRefused(message: String)
  /// A recording that starts in the middle of a run has come so far from its first instant to the
  /// present one, from 0 to 1.
  case recordingCaughtUp(share: Double)
  /// A recording was given up before it had caught up with the run. A file that was made for it
  /// goes; a pipe, and a file that was there before, stay. Without a path it had no file yet.
  case recordingGivenUp(path: String?)
  /// What happens is being written to a file.
  case recordingStarted(path: String)
  /// The file is complete.
  case recordingStopped
  /// The file could not be written; the run goes on. The message is two sentences.
  case recordingFailed(message: String)
  /// It is time to draw; this many seconds of wall time went by since it last was. The dashboard reads no clock.
  case frameDue(secondsPassed: Double)
  /// A frame was due, and the terminal was still busy with earlier ones: it was not shown. Nothing else was left out.
  case frameSkipped
  /// The colours are others from now on.
  case themeChanged(Theme)
  /// A scenario was run for a moment, so that its picture can be shown; this is all that happened.
  case scenarioPreviewed(name: String, EventBatch)
  /// A way to an instant is under way that was not asked for here, such as to where to begin.
  case departed(to: VirtualInstant)
  /// The way to an instant is at its end.
  case arrived(Arrival)
  /// There is something to tell, which stays in the footer for a few seconds.
  case noticeShown(String)
  /// Something can't be done, or does not hold; it stays in the footer for longer. The text is two sentences.
  case problemShown(String)
}
