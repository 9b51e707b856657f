public import WeirEvents

/// The error of work that did not end within its limit.
public struct TimeoutError: TaskEndingError, Hashable, CustomStringConvertible {
  /// The limit that was set.
  public let limit: Duration

  /// The error for a limit.
  public init(limit: Duration) {
    self.limit = limit
  }

  /// A task that throws it has timed out.
  public var outcome: TaskOutcome { .timedOut }

  /// Two sentences: what is wrong, and what to do.
  public var description: String {
    "The work did not end within \(DurationText(limit)). Give it more time, or make it quicker."
  }
}
