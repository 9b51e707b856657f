import WeirAnalysis
import WeirDashboard
import WeirEvents

/// A command to a source. A source that isn't capable of it reports a message.
enum SourceCommand: Sendable {
  case pause
  case resume
  /// Show one event, while paused.
  case step
  case setSpeed(Double)
  /// Send updates at least this often, per second of wall time.
  case setFrameRate(Int)
  /// Use other thresholds for the lints of runs that begin from now on.
  case use(LintThresholds)
  /// Send an input to the run at the instant that it has reached; in the past, begin another future
  /// with it.
  case send(RunInput)
  /// Seek, and pause there.
  case goTo(SeekTarget)
  /// Look for these events at the place that is shown, and at each other one that is shown later.
  case lookFor(EventInterest)
  /// Seek an instant, once the other future that is being prepared has begun, if there is one.
  case keepUp(with: VirtualInstant)
  /// Let time continue to this instant after the last event of a log; `nil` to end with that.
  case continueTime(until: VirtualInstant?)
  /// Repeat a future that was left up to its end, and pause there.
  case goToFuture(Int)
  /// Replace the run by this one.
  case restart(RunSpecification)
  /// Show the same run again from its first instant. At the end of the run this also ends a pause.
  case beginAgain
  case stop
}
