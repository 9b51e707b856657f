/// Starts tasks that belong to where the current code runs: on a simulation, for code that runs in
/// one.
///
/// An unstructured task of Swift's own does not inherit its creator's executor, and so would leave
/// the simulation. What the patterns have to start unstructured, they start here.
package protocol TaskHost: AnyObject, Sendable {
  /// Starts an operation beside the current task and in its name.
  func startBeside(_ operation: @escaping @Sendable () async -> Void) -> TaskBeside

  /// Draws a number from 0 up to, and not including, 1, from the seed.
  func drawUnit() -> Double

  /// Runs an operation that the cancellation of the current task does not reach, in its name.
  func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success
}

/// A task that was started beside another one.
package struct TaskBeside: Sendable {
  private let task: Task<Void, Never>
  private let whenDisowned: @Sendable () -> Void

  package init(_ task: Task<Void, Never>, whenDisowned: @escaping @Sendable () -> Void = {}) {
    self.task = task
    self.whenDisowned = whenDisowned
  }

  /// From now on what it does is in nobody's name.
  package func disown() { whenDisowned() }

  /// Cancels it, and the task in whose name it worked goes on without it.
  package func abandon() {
    disown()
    task.cancel()
  }
}

/// The host of the code that runs now; nil outside of any simulation.
package enum CurrentTaskHost {
  @TaskLocal package static var value: (any TaskHost)?
}
