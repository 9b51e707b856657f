import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// What can happen to the dashboard.
public enum DashboardInput: Sendable {
  /// A key, the mouse, the size of the terminal, or a signal.
  case terminal(TerminalInput)
  /// The run reported events, or time passed in it.
  case batchArrived(EventBatch)
  /// A run began: the first one, the same one again, or one with another seed, preset or scenario.
  /// What was known of the last one is discarded.
  case runStarted(RunStart)
  /// The source of the events, or what is known about it, changed.
  case sourceChanged(SourceStatus)
  /// Virtual time was paused or continued.
  case pauseChanged(isPaused: Bool)
  /// The speed of virtual time, in multiples of wall time, changed.
  case speedChanged(Double)
  /// A run that was requested can't begin. The message is two sentences; the start of another run
  /// follows.
  case runRefused(message: String)
  /// A recording that started in the middle of a run has caught up by this share, from 0 to 1.
  case recordingCaughtUp(share: Double)
  /// A recording was given up before it had caught up with the run. A file that was created for it
  /// is removed; a pipe, or a file that existed before, stays. The path is `nil` if it had no file
  /// yet.
  case recordingGivenUp(path: String?)
  /// A recording to a file started.
  case recordingStarted(path: String)
  /// The recording stopped, and its file is complete.
  case recordingStopped
  /// The file could not be written; the run continues. The message is two sentences.
  case recordingFailed(message: String)
  /// A frame is due, this many seconds of wall time after the last one.
  case frameDue(secondsPassed: Double)
  /// A frame was due but not shown, because the terminal was still busy with earlier ones.
  case frameSkipped
  /// A theme was loaded, and is used from now on.
  case themeChanged(Theme)
  /// A scenario was run for a moment in the background, for its picture, with these events.
  case scenarioPreviewed(name: String, EventBatch)
  /// A seek that was not requested here started, such as the one to where the program begins.
  case seekStarted(to: VirtualInstant)
  /// A seek ended.
  case seekEnded(Arrival)
  /// A notice for the footer, which stays for a few seconds.
  case noticeShown(String)
  /// A problem for the footer, which stays longer than a notice. The text is two sentences.
  case problemShown(String)
}
