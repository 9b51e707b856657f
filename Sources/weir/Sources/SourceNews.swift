import WeirDashboard
import WeirEngine
import WeirEvents

/// What a source tells the screen.
enum SourceNews: Sendable {
  case runStarted(RunStart)
  /// A run that was asked for can't begin; the present one begins again where it can. The message
  /// is two sentences.
  case refused(String)
  case batchArrived(EventBatch)
  case pauseChanged(Bool)
  case speedChanged(Double)
  /// The engine has given up the run, which stands still from now on.
  case halted(SimulationHalt)
  /// A way to an instant is under way that the screen hasn't asked for.
  case departed(VirtualInstant)
  /// A way to an instant is at its end.
  case arrived(Arrival)
  /// What is known of the source has changed.
  case statusChanged(SourceStatus)
  /// Something worth knowing, for a few seconds.
  case noticed(String)
  /// Something that can't be done. The message is two sentences.
  case failed(String)
}
