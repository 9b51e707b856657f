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

  /// How many items there have been, and what became of them, all queues together.
  public struct ItemCounts: Hashable, Sendable {
    /// What producers came with: taken in, or given up at the door.
    public internal(set) var produced = 0
    /// Taken out by a task.
    public internal(set) var consumed = 0
    /// Given up by a queue, at the door or after.
    public internal(set) var dropped = 0
    /// Taken out by a task that ended with the item in its hands, neither called done nor left for the next.
    public internal(set) var lost = 0
  }
}
