public import WeirEvents

/// A handle on a task of a simulation.
///
/// Only code that runs in the simulation may use it. When the last reference to it is gone, nobody can learn any more how
/// the task ended; the task itself goes on.
///
/// A reference in a local variable may be gone as soon as it is used no more, long before its scope ends. Whoever wants to
/// be able to know how the task ended keeps the handle in use: in a property, by waiting for the end, or with
/// `withExtendedLifetime`.
public final class SimulatedTask: @unchecked Sendable {
  let identity: TaskIdentity
  private let simulation: Simulation

  init(_ identity: TaskIdentity, in simulation: Simulation) {
    self.identity = identity
    self.simulation = simulation
  }

  deinit { simulation.forget(identity) }

  public var id: TaskID { identity.id }

  /// Whether the task's life is over.
  public var isOver: Bool { identity.isOver }

  /// Asks the task to stop. It does so when it next waits for something, in its own way and time.
  /// Once its life is over, this does nothing.
  public func cancel() {
    guard !simulation.isUsedFromOutside, !identity.isOver else { return }
    simulation.report(.task(identity.id, .cancellationRequested(by: simulation.currentTask)))
    identity.task?.cancel()
  }

  /// Waits until the task's life is over, however it ends.
  ///
  /// - Parameter seesError: whether the waiter looks at how it ended, so that an error counts as seen.
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
