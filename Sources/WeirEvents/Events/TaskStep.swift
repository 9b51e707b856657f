/// A step from one state of a task's life to the next.
///
/// Folds that only follow what a task is doing look at steps instead of events, so that a new kind
/// of event that is no step changes none of them.
public enum TaskStep: Sendable, Equatable {
  /// It was created.
  case began(name: Label, role: Symbol, parent: TaskID)
  /// It is ready to run, and waits for a worker.
  case becameReady
  /// It began to run, or continued.
  case resumed
  /// It waits, or holds its worker and computes.
  case suspended(on: Wait)
  /// It began to clean up.
  case cleanupStarted
  /// It has cleaned up.
  case cleanupEnded
  /// It ended.
  case finished(TaskOutcome)
}
