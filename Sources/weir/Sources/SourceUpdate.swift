import WeirDashboard
import WeirEngine
import WeirEvents

/// An update from a source to the screen.
enum SourceUpdate: Sendable {
  case runStarted(RunStart)
  /// A requested run can't begin; the current one begins again if it can. The message is two
  /// sentences.
  case refused(String)
  case batchArrived(EventBatch)
  case pauseChanged(Bool)
  case speedChanged(Double)
  /// The engine has given up the run, which stays where it is.
  case halted(SimulationHalt)
  /// A seek to an instant has begun that the screen did not request.
  case seekStarted(VirtualInstant)
  /// A seek has ended.
  case seekEnded(Arrival)
  /// The status of the source has changed.
  case statusChanged(SourceStatus)
  /// A notice that is shown for a few seconds.
  case noticed(String)
  /// A command can't be carried out. The message is two sentences.
  case failed(String)
}
