/// How far a graceful shutdown has come.
public enum ShutdownPhase: UInt8, EventWord {
  /// No new work is accepted.
  case stopIntake
  /// Work in progress may finish.
  case drain
  /// Work still in progress is cancelled.
  case cancel
  /// The shutdown is over; work that remains was abandoned.
  case finished

  /// The phase as it is written in a log.
  public var name: String {
    switch self {
    case .stopIntake: "stop-intake"
    case .drain: "drain"
    case .cancel: "cancel"
    case .finished: "finished"
    }
  }
}
