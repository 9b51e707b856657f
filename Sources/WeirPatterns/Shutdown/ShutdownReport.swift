/// How a graceful shutdown went.
public struct ShutdownReport: Hashable, Sendable {
  /// What was not done when it was asked to stop, by part, in the order of the parts; parts that had nothing are left
  /// out.
  public internal(set) var abandoned: [Remainder] = []
  /// What had not stopped when nobody waited for it any longer; the same way.
  public internal(set) var unresponsive: [Remainder] = []

  /// Whether the draining came to an end before all parts were drained: because its time was up, or because nobody
  /// wanted to wait.
  public internal(set) var isInterrupted = false

  /// Whether all work was done in time.
  public var isComplete: Bool { !isInterrupted && abandoned.isEmpty && unresponsive.isEmpty }

  /// How many pieces of work were given up.
  public var abandonedCount: Int { abandoned.reduce(0) { $0 + $1.count } }

  /// Work that a part had.
  public struct Remainder: Hashable, Sendable {
    public let part: String
    public let count: Int
  }
}

extension ShutdownReport: CustomStringConvertible {
  public var description: String {
    guard !isComplete else { return "All work was done." }
    let given = abandoned.map { "\($0.count) of \($0.part)" }.joined(separator: ", ")
    let stuck = unresponsive.map { "\($0.count) of \($0.part)" }.joined(separator: ", ")
    let first =
      given.isEmpty ? "Not all was drained, but nobody knows of any work." : "Abandoned: \(given)."
    return stuck.isEmpty ? first : "\(first) Still running: \(stuck)."
  }
}
