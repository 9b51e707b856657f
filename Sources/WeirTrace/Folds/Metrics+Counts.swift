extension Metrics {
  /// How many tasks there have been, and what became of them.
  public struct TaskCounts: Hashable, Sendable {
    public internal(set) var created = 0
    public internal(set) var completed = 0
    public internal(set) var failed = 0
    public internal(set) var cancelled = 0
    public internal(set) var timedOut = 0

    /// How many live.
    public var live: Int { created - completed - failed - cancelled - timedOut }

    mutating func count(_ outcome: TaskOutcome) {
      switch outcome {
      case .completed: completed += 1
      case .failed: failed += 1
      case .cancelled: cancelled += 1
      case .timedOut: timedOut += 1
      }
    }
  }

  /// How many items there have been, and what became of them, all queues and all requests together.
  public struct ItemCounts: Hashable, Sendable {
    /// What producers came with, taken in or given up at the door, and requests that began.
    public internal(set) var produced = 0
    /// Taken out by a task, and not lost in its hands; requests that have their answer.
    public internal(set) var consumed = 0
    /// Given up by a queue, at the door or after; requests that failed, ran out of time or were cancelled.
    public internal(set) var dropped = 0
    /// Taken out by a task that ended with the item in its hands, neither called done nor left for the next; requests
    /// that nobody ended.
    public internal(set) var lost = 0
  }

  /// How often tasks tried what may fail.
  public struct RetryCounts: Hashable, Sendable {
    /// First tries.
    public internal(set) var calls = 0
    /// All tries, the first ones among them.
    public internal(set) var attempts = 0
    /// Calls that were given up.
    public internal(set) var exhausted = 0

    /// How many tries a call takes in the mean; nothing before the first.
    public var amplification: Double? { calls == 0 ? nil : Double(attempts) / Double(calls) }
  }
}
