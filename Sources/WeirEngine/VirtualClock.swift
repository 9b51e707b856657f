public import WeirEvents

/// The clock of a simulation, for everything that takes `any Clock<Duration>`.
///
/// Sleeping on it takes no time at all on the wall. It is exact: a task wakes at the very instant it asked for, unless
/// all workers compute then.
public struct VirtualClock: Clock {
  let simulation: Simulation

  public var now: VirtualInstant { simulation.now }

  public var minimumResolution: Duration { .nanoseconds(1) }

  public func sleep(until deadline: VirtualInstant, tolerance: Duration? = nil) async throws {
    try await simulation.sleep(until: deadline, at: .unknown)
  }
}
