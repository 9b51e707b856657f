import WeirTrace

/// Why a program failed under a seed.
public struct SimulationFailure: Error, Sendable, CustomStringConvertible {
  /// The seed that repeats it.
  public let seed: UInt64
  public let reason: Reason

  public enum Reason: Sendable {
    /// The main task threw this.
    case threw(String)
    /// It had not ended after this time.
    case tookTooLong(Duration)
    /// Nothing could ever run again; these tasks wait.
    case stalled([BlockedTask])
  }

  public var description: String {
    switch reason {
    case .threw(let error): "Seed \(seed) fails: \(error)"
    case .tookTooLong(let limit): "Seed \(seed) has not ended after \(DurationText(limit))."
    case .stalled(let tasks):
      "Seed \(seed) stalls: \(tasks.map(\.description).joined(separator: "; "))."
    }
  }
}
