/// A step from one state of a task's life to the next.
///
/// It is what remains of a task's events for a fold that only follows what the task does. A new kind
/// of event that is no step therefore changes none of these folds.
public enum TaskStep: Sendable, Equatable {
  /// Its life began.
  case began(name: Label, role: Symbol, parent: TaskID)
  /// It could run, and waits for a worker.
  case becameReady
  /// It runs.
  case resumed
  /// It waits, or holds its worker and computes.
  case suspended(on: Wait)
  /// It began to clean up.
  case cleanupStarted
  /// It has cleaned up.
  case cleanupEnded
  /// Its life is over.
  case finished(TaskOutcome)
}
