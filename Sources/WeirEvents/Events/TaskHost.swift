/// Starts tasks where the current code runs: in a simulation, for code that runs in one.
///
/// Swift's own unstructured tasks don't inherit their creator's executor, and so would leave the
/// simulation. Patterns start their unstructured tasks here instead.
package protocol TaskHost: AnyObject, Sendable {
  /// Starts an operation concurrently with the current task and on its behalf.
  func startSideTask(_ operation: @escaping @Sendable () async -> Void) -> SideTask

  /// Returns a random number from 0 up to, but not including, 1, which follows from the seed.
  func drawUnit() -> Double

  /// Runs an operation on behalf of the current task, shielded from its cancellation.
  ///
  /// - Throws: What the operation throws.
  func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success
}

/// A task that runs concurrently with another one, on its behalf.
@usableFromInline
package struct SideTask: Sendable {
  private let task: Task<Void, Never>
  private let onDetach: @Sendable () -> Void

  package init(_ task: Task<Void, Never>, onDetach: @escaping @Sendable () -> Void = {}) {
    self.task = task
    self.onDetach = onDetach
  }

  /// Detaches it: what it does is no longer attributed to any task.
  package func detach() { onDetach() }

  /// Detaches and cancels it; the task it worked for continues without it.
  @usableFromInline
  package func abandon() {
    detach()
    task.cancel()
  }
}

/// The host of the current code; `nil` outside of any simulation.
package enum CurrentTaskHost {
  @TaskLocal package static var value: (any TaskHost)?
}
