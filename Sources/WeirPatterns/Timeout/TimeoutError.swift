public import WeirEvents

/// Work did not end within its limit.
public struct TimeoutError: TaskEndingError, Hashable, CustomStringConvertible {
  /// The limit that was set.
  public let limit: Duration

  public init(limit: Duration) {
    self.limit = limit
  }

  public var outcome: TaskOutcome { .timedOut }

  public var description: String {
    "The work did not end within \(DurationText(limit)). Give it more time, or make it quicker."
  }
}
