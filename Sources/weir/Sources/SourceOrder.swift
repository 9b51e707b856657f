import WeirEvents

/// What a source is asked to do. One that isn't capable of it says so in words.
enum SourceOrder: Sendable {
  case pause
  case resume
  /// Show one event, while paused.
  case step
  case setSpeed(Double)
  /// Send news at least this often, per second of wall time.
  case setFrameRate(Int)
  /// Hand this to the run at the instant it has reached.
  case send(RunInput)
  /// Go to this instant as fast as possible, and hold there.
  case goTo(VirtualInstant)
  /// Hold before the last event that was shown.
  case stepBack(from: VirtualInstant)
  /// Begin this run in place of the present one.
  case restart(RunSpecification)
  /// Show the same run again from its first instant. At its end this also ends a pause.
  case beginAgain
  case stop
}
