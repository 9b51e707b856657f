public import WeirEvents

/// A handle on a task of a simulation.
///
/// Only code that runs in the simulation may use it. When the last reference to it is gone, nothing
/// can observe how the task ends; the task itself continues.
///
/// A reference in a local variable may be released right after its last use, long before its scope
/// ends. To be able to observe the end, keep the handle in use: in a property, by waiting for the
/// end, or with `withExtendedLifetime`.
public final class SimulatedTask: @unchecked Sendable {
  let identity: TaskIdentity
  private let simulation: Simulation

  init(_ identity: TaskIdentity, in simulation: Simulation) {
    self.identity = identity
    self.simulation = simulation
  }

  deinit { simulation.forget(identity) }

  /// The number of the task.
  public var id: TaskID { identity.id }

  /// Whether the task has ended.
  public var isOver: Bool { identity.isOver }

  /// Cancels the task. It notices when it next waits for something, and decides itself what to do.
  /// If it has ended, this does nothing.
  public func cancel() {
    guard !simulation.isUsedFromOutside, !identity.isOver else { return }
    simulation.report(.task(identity.id, .cancellationRequested(by: simulation.currentTask)))
    simulation.cancel(identity)
  }

  /// Waits until the task has ended, however it ends. A cancellation of the waiting task does not
  /// end the wait.
  ///
  /// - Parameter seesError: whether the waiting task looks at how it ended, so that an error counts
  ///   as observed.
  public func finished(
    seesError: Bool = true, fileID: StaticString = #fileID, line: UInt = #line
  ) async {
    guard !simulation.isUsedFromOutside else { return }
    if seesError { identity.observe() }
    guard !identity.isOver else { return }
    let waiter = simulation.currentTask
    identity.waiters.append(waiter)
    simulation.report(
      .task(waiter, .suspended(on: .child(identity.id), at: CallSite(fileID, line))))
    await identity.task?.value
    simulation.report(.task(waiter, .resumed))
  }
}
