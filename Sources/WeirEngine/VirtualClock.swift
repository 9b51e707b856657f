public import WeirEvents

/// The clock of a simulation, for everything that takes `any Clock<Duration>`.
///
/// Sleeping on it takes no real time. It is exact: a task wakes at the very instant it asked for,
/// unless all workers are occupied then.
public struct VirtualClock: Clock {
  let simulation: Simulation

  /// The current instant of the simulation.
  public var now: VirtualInstant { simulation.now }

  /// One nanosecond.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Suspends the current task until an instant; the tolerance is ignored.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled, and
  ///   `SimulationHalt.usedFromOutside` in a task that does not run in the simulation.
  public func sleep(until deadline: VirtualInstant, tolerance: Duration? = nil) async throws {
    try await simulation.sleep(until: deadline, at: .unknown)
  }
}
