import WeirEvents

/// How a graceful shutdown went.
public struct ShutdownReport: Hashable, Sendable {
  /// What was not done when it was asked to stop, by part, in the order of the parts; parts that
  /// had nothing are left out.
  public internal(set) var abandoned: [Remainder] = []
  /// What had not stopped when nobody waited for it any longer; the same way.
  public internal(set) var unresponsive: [Remainder] = []

  /// Whether the draining came to an end before all parts were drained: because its time was up, or
  /// because nobody wanted to wait.
  public internal(set) var isInterrupted = false

  /// What parts threw instead of being drained, in the order in which it happened; one failure a
  /// part, its first.
  public internal(set) var failures: [Failure] = []

  /// Whether all work was done in time.
  public var isComplete: Bool {
    !isInterrupted && abandoned.isEmpty && unresponsive.isEmpty && failures.isEmpty
  }

  /// How many pieces of work were given up; `Int.max` if there are more.
  public var abandonedCount: Int { abandoned.reduce(0) { $0.saturatingPlus($1.count) } }

  /// An error that a part threw instead of being drained.
  public struct Failure: Hashable, Sendable {
    public let part: String
    /// The error's description.
    public let error: String
  }

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
    let failed = failures.map { "\($0.part) (\($0.error))" }.joined(separator: ", ")
    var sentences: [String] = []
    if !failed.isEmpty { sentences.append("Failed to drain: \(failed).") }
    if !given.isEmpty { sentences.append("Abandoned: \(given).") }
    if sentences.isEmpty { sentences = ["Not all was drained, but nobody knows of any work."] }
    if !stuck.isEmpty { sentences.append("Still running: \(stuck).") }
    return sentences.joined(separator: " ")
  }
}
