/// An error that says by itself how a task ended that it ends.
public protocol TaskEndingError: Error {
  var outcome: TaskOutcome { get }
}
