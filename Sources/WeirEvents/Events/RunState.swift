/// Whether a run can go on.
public enum RunState: Hashable, Sendable {
  /// Something is ready, or waits for an instant.
  case running
  /// The scenario's main task ended and nothing else can run.
  case finished
  /// The main task has not ended, and nothing can ever run again unless somebody turns a knob: a deadlock.
  case stalled
}
