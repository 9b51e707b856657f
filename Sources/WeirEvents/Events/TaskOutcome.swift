/// How a task ended.
public enum TaskOutcome: UInt8, EventWord {
  /// It returned.
  case completed
  /// It threw an error of its own.
  case failed
  /// It threw because it was cancelled.
  case cancelled
  /// It threw because its deadline passed.
  case timedOut

  /// The outcome as it is written in a log.
  public var name: String {
    switch self {
    case .completed: "completed"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .timedOut: "timedOut"
    }
  }
}
