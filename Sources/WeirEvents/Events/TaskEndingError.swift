/// An error that determines the outcome of the task that throws it.
public protocol TaskEndingError: Error {
  /// The outcome of a task that throws it.
  var outcome: TaskOutcome { get }
}
