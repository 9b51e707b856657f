/// Receives what patterns report: in practice the simulation, which stamps each report with its
/// instant.
///
/// Patterns report outside of any lock. In a simulation, reports come in the order in which things
/// happened. If several real threads use a pattern at once, reports of one thread may overtake
/// those of another, and a depth is what it was when the state machine decided.
///
/// It also hosts the pattern's tasks, and starts what must not inherit a cancellation. A pattern
/// without a reporter reports nothing, at no further cost, and starts Swift's own tasks.
public protocol Reporter: AnyObject, Sendable {
  /// The current instant.
  var now: VirtualInstant { get }

  /// The running task, or `TaskID.none` outside of any.
  var currentTask: TaskID { get }

  /// Whether the running task is cancelled, as `Task.isCancelled` says.
  var isCurrentTaskCancelled: Bool { get }

  /// Whether all patterns that report here run on one thread, so that they rarely have to wait for
  /// each other's locks.
  var isConfined: Bool { get }

  /// Records that something happened now.
  func report(_ kind: Event.Kind)

  /// Returns the number of a new queue.
  func makeQueueID() -> QueueID

  /// Returns the number of a new timeout.
  func makeTimeoutID() -> TimeoutID

  /// Returns the number of a new pool, or of a new kind of resource.
  func makePoolID() -> PoolID

  /// Returns the number of a new batcher.
  func makeBatcherID() -> BatcherID

  /// Runs what a pattern needs for itself, such as a timer, without attributing it to the current
  /// task.
  ///
  /// - Throws: What the operation throws.
  func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result

  /// Announces a child of the current task that is about to be added to a group. The caller must
  /// then run it with `runChild`.
  func announceChild(_ name: Label, role: Symbol) -> TaskID

  /// Runs an operation as the child that was announced, and reports cancellations that reach it.
  /// Called inside the group's child task, which otherwise counts as its parent.
  ///
  /// - Throws: What the operation throws.
  func runChild<Success: Sendable>(
    _ child: TaskID, _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success

  /// Runs an operation on behalf of the current task, shielded from its cancellation.
  ///
  /// - Throws: What the operation throws.
  func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success
}

extension Reporter {
  @inlinable
  public var isCurrentTaskCancelled: Bool { Task.isCancelled }

  @inlinable
  public var isConfined: Bool { false }
}
