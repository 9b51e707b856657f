import WeirEvents

/// Why a program failed with a seed.
public struct SimulationFailure: Error, Sendable, CustomStringConvertible {
  /// The seed that repeats the failure.
  public let seed: UInt64
  /// What went wrong.
  public let reason: Reason

  /// What can go wrong with a program.
  public enum Reason: Sendable {
    /// The main task threw this.
    case threw(String)
    /// It had not ended after this virtual time.
    case tookTooLong(Duration)
    /// Nothing could ever run again; these tasks were waiting.
    case stalled([BlockedTask])
    /// The run was halted; these tasks had not ended.
    case halted(SimulationHalt, [BlockedTask])
  }

  /// What went wrong, with the seed and the names of tasks.
  public var description: String {
    switch reason {
    case .threw(let error): "Seed \(seed) fails: \(error)"
    case .tookTooLong(let limit): "Seed \(seed) has not ended after \(DurationText(limit))."
    case .stalled(let tasks):
      "Seed \(seed) stalls: \(tasks.map(\.description).joined(separator: "; ")).\(hint(tasks))"
    case .halted(let halt, let tasks):
      "Seed \(seed) is halted with \(SimulationFailure.names(tasks)). \(halt)"
    }
  }

  /// A hint for tasks that wait for something that the simulation doesn't know.
  private func hint(_ tasks: [BlockedTask]) -> String {
    guard tasks.contains(where: { $0.wait == nil }) else { return "" }
    return """
       A task that waits for nothing known may wait for one outside of the simulation: Task { }, detached tasks \
      and libraries that start such tasks can't be hosted.
      """
  }

  private static func names(_ tasks: [BlockedTask]) -> String {
    if tasks.isEmpty { return "no task" }
    let list = NameList(tasks.map(\.name))
    return list.isCut ? "\(list) tasks" : "task \(list)"
  }
}
