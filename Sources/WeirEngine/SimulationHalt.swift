public import WeirEvents

/// Why a simulation was halted although something in it may still be able to run, or why it may be
/// waiting for something outside.
public enum SimulationHalt: Error, Hashable, Sendable, CustomStringConvertible {
  /// Too many steps were taken at one instant: the clock will probably never move again.
  case clockStoodStill(at: VirtualInstant, steps: Int)
  /// A task that does not run in the simulation woke one that does, or used its clock: no seed
  /// could repeat that.
  case usedFromOutside
  /// Nothing in the simulation can run, and these tasks wait for something that it does not know,
  /// such as a task outside.
  case waitsForUnknown([Label])

  /// What happened, as a clause: `the clock stood still at 2s for 10000000 steps`.
  public var reason: String {
    switch self {
    case .clockStoodStill(let instant, let steps):
      "the clock stood still at \(DurationText(.nanoseconds(instant.nanoseconds))) for \(steps) steps"
    case .usedFromOutside: "the simulation was used by a task that does not run in it"
    case .waitsForUnknown(let tasks):
      "\(SimulationHalt.names(tasks)) for something that the simulation does not know"
    }
  }

  /// Two sentences: what happened, what to do.
  public var description: String {
    "\(reason.prefix(1).uppercased())\(reason.dropFirst()). \(advice)"
  }

  /// What to do, in one sentence.
  public var advice: String {
    switch self {
    case .clockStoodStill:
      "Look for a loop that never sleeps, or allow more steps at one instant."
    case .usedFromOutside:
      """
      Start its tasks with spawn, task groups or async let; Task { }, detached tasks and libraries that start such \
      tasks can't be hosted.
      """
    case .waitsForUnknown:
      """
      If that is a task outside of it: Task { }, detached tasks and libraries that start such tasks can't be \
      hosted.
      """
    }
  }

  private static func names(_ tasks: [Label]) -> String {
    let list = NameList(tasks)
    return tasks.count == 1 ? "its task \(list) waits" : "its tasks \(list) wait"
  }
}
