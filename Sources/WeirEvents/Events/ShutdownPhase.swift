/// How far a graceful shutdown has come.
public enum ShutdownPhase: UInt8, EventWord {
  /// Nothing new is taken in.
  case stopIntake
  /// What is under way may end of itself.
  case drain
  /// What is still under way is asked to stop.
  case cancel
  /// All is over; what remains was abandoned.
  case finished

  /// The phase as it stands in a log.
  public var name: String {
    switch self {
    case .stopIntake: "stop-intake"
    case .drain: "drain"
    case .cancel: "cancel"
    case .finished: "finished"
    }
  }
}
