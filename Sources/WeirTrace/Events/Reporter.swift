/// Whoever wants to know what patterns do: the simulation, which stamps each report with its instant.
///
/// A pattern that has no reporter reports nothing and costs nothing more.
public protocol Reporter: AnyObject, Sendable {
  /// The present instant.
  var now: VirtualInstant { get }

  /// The task that runs now, or `TaskID.none` outside of any.
  var currentTask: TaskID { get }

  /// Takes down that something happened now.
  func report(_ kind: Event.Kind)

  /// Numbers a new queue.
  func makeQueueID() -> QueueID

  /// Numbers a new timeout.
  func makeTimeoutID() -> TimeoutID

  /// Runs what a pattern needs for itself, such as a timer, so that it is not taken for a deed of the current task.
  func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result
}
