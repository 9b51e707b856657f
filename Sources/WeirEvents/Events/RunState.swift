/// Whether a run can continue.
public enum RunState: Hashable, Sendable {
  /// A task is ready, or waits for an instant.
  case running
  /// The scenario's main task ended and nothing else can run.
  case finished
  /// A deadlock: the main task has not ended, and nothing can ever run again unless the user acts.
  case stalled
}
