/// Whoever wants to know what patterns do: the simulation, which stamps each report with its instant.
///
/// Patterns report outside of any lock. In a simulation the order of reports is that of what
/// happened; where several real threads use a pattern at once, reports of one thread may overtake
/// those of another, and a depth is what it was when the machine decided.
///
/// It is also where the pattern's tasks live, and starts for it what must not inherit a request to stop. A pattern that
/// has no reporter reports nothing, costs nothing more, and starts Swift's own tasks.
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

  /// Numbers a new pool, or a new kind of resource.
  func makePoolID() -> PoolID

  /// Numbers a new batcher.
  func makeBatcherID() -> BatcherID

  /// Runs what a pattern needs for itself, such as a timer, so that it is not taken for a deed of the current task.
  func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result

  /// Names a child of the current task that is about to be added to a group. It must then run.
  func announceChild(_ name: Label, role: Symbol) -> TaskID

  /// Runs an operation as the child that was announced. Called inside the group's child task, which bears its parent's
  /// name elsewhere; requests to stop that reach it are reported.
  func runChild<Success: Sendable>(
    _ child: TaskID, _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success

  /// Runs an operation that requests to stop do not reach, in the name of the current task.
  func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success
}
