import WeirDashboard
import WeirEngine
import WeirEvents

/// An update from a source to the screen.
enum SourceUpdate: Sendable {
  /// A run has begun.
  ///
  /// Copies of its history go to its past; that of a log needs none from outside.
  case runStarted(RunStart, RunPast?)
  /// A requested run can't begin; the current one begins again if it can. The message is two
  /// sentences.
  case refused(String)
  case batchArrived(EventBatch)
  case pauseChanged(Bool)
  case speedChanged(Double)
  /// The engine has given up the run, which stays where it is.
  case halted(SimulationHalt)
  /// A seek has begun that the screen did not request.
  case seekStarted(SeekTarget)
  /// A seek has ended.
  case seekEnded(Arrival)
  /// A place is shown again. If `isPast`, the run rests at its newest place; otherwise it continues
  /// from the one that is shown.
  case restored(RestoredRun, isPast: Bool)
  /// Time has continued to this instant after the last event.
  case timePassed(VirtualInstant)
  /// Events that are of interest at the place that is shown were found.
  case found(FoundEvents)
  /// The newest place is shown again.
  case atHead
  /// The run is repeated for another future: this share is done.
  case repeating(share: Double)
  /// The place that was shown is the newest one of another future, and this is its past.
  case branched(RunPast, at: RunPosition, FutureChange)
  /// A future that was left is shown again, at its newest place, and this is its past.
  case entered(RunPast, RestoredRun, RunTimeline, FutureChange)
  /// More of a log has been read: this is all of it at a glance.
  case timelineRead(RunTimeline)
  /// The status of the source has changed.
  case statusChanged(SourceStatus)
  /// A notice that is shown for a few seconds.
  case noticed(String)
  /// A command can't be carried out. The message is two sentences.
  case failed(String)
}
