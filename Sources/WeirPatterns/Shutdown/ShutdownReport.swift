import WeirEvents

/// How a graceful shutdown went.
public struct ShutdownReport: Hashable, Sendable {
  /// Work that was not done when it was cancelled, by part, in the order of the parts; parts
  /// without any are left out.
  public internal(set) var abandoned: [Remainder] = []
  /// Work that had still not stopped when the shutdown ended, in the same form.
  public internal(set) var unresponsive: [Remainder] = []

  /// Whether the drain phase ended before all parts were drained: because the grace period was
  /// over, or the shutdown was cancelled.
  public internal(set) var isInterrupted = false

  /// What parts threw instead of being drained, in order of time: the first error of each part.
  public internal(set) var failures: [Failure] = []

  /// Whether all work was done in time.
  public var isComplete: Bool {
    !isInterrupted && abandoned.isEmpty && unresponsive.isEmpty && failures.isEmpty
  }

  /// The number of pieces of work that were abandoned, at most `Int.max`.
  public var abandonedCount: Int { abandoned.reduce(0) { $0.saturatingPlus($1.count) } }

  /// An error that a part threw instead of being drained.
  public struct Failure: Hashable, Sendable {
    /// The name of the part.
    public let part: String
    /// The error's description.
    public let error: String
  }

  /// Work that a part had.
  public struct Remainder: Hashable, Sendable {
    /// The name of the part.
    public let part: String
    /// The number of pieces of work.
    public let count: Int
  }
}

extension ShutdownReport: CustomStringConvertible {
  /// What was not done, in a few sentences.
  public var description: String {
    guard !isComplete else { return "All work was done." }
    let given = abandoned.map { "\($0.count) of \($0.part)" }.joined(separator: ", ")
    let stuck = unresponsive.map { "\($0.count) of \($0.part)" }.joined(separator: ", ")
    let failed = failures.map { "\($0.part) (\($0.error))" }.joined(separator: ", ")
    var sentences: [String] = []
    if !failed.isEmpty { sentences.append("Failed to drain: \(failed).") }
    if !given.isEmpty { sentences.append("Abandoned: \(given).") }
    if sentences.isEmpty { sentences = ["Not everything was drained, but no part has any work."] }
    if !stuck.isEmpty { sentences.append("Still running: \(stuck).") }
    return sentences.joined(separator: " ")
  }
}
