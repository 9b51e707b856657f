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
  /// Send an input to the run at the instant that it has reached.
  case send(RunInput)
  /// Seek to an instant as fast as possible, and pause there.
  case goTo(VirtualInstant)
  /// Step back to before the last event shown, and pause.
  case stepBack(from: VirtualInstant)
  /// Replace the run by this one.
  case restart(RunSpecification)
  /// Show the same run again from its first instant. At the end of the run this also ends a pause.
  case beginAgain
  case stop
}
