public import WeirEvents

/// What the source of a run and the recorder of its log report, besides the events.
public enum RunReport: Sendable {
  /// The source of the events, or what is known about it, changed.
  case sourceChanged(SourceStatus)
  /// Virtual time was paused or continued.
  case pauseChanged(isPaused: Bool)
  /// The speed of virtual time, in multiples of wall time, changed.
  case speedChanged(Double)
  /// A run that was requested can't begin. The message is two sentences; the start of another run
  /// follows.
  case refused(message: String)
  /// A seek that was not requested here started, such as the one to where the program begins.
  case seekStarted(to: SeekTarget)
  /// A seek ended.
  case seekEnded(Arrival)
  /// A place of the run is shown again. If `isPast`, the newest state is kept aside, and events go
  /// there; otherwise, as in a log, the run continues from this place.
  case restored(RestoredRun, isPast: Bool)
  /// Time continued to an instant after the last event, beside a longer log.
  case timePassed(to: VirtualInstant)
  /// What the screen shows of the past besides the last events was found.
  case found(FoundEvents)
  /// The newest state is shown again.
  case atHead
  /// The run is repeated up to the place that is shown, for another future: this share is done,
  /// from 0 to 1. `pause` ends that early.
  case repeating(share: Double)
  /// The place that is shown has become the newest one of another future.
  case branched(FutureChange)
  /// A future that was left is shown again, at its newest place.
  case entered(RestoredRun, RunTimeline, FutureChange)
  /// More of a log has been read: this is all of it at a glance.
  case timelineRead(RunTimeline)
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
}
