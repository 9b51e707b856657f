import WeirEvents

extension Metrics {
  /// How many tasks there have been, and what became of them.
  public struct TaskCounts: Hashable, Sendable {
    public internal(set) var created = 0
    public internal(set) var completed = 0
    public internal(set) var failed = 0
    public internal(set) var cancelled = 0
    public internal(set) var timedOut = 0
    /// Those whose end a log never told: a later snapshot of what lives did not name them.
    public internal(set) var forgotten = 0

    /// How many live.
    public var live: Int { created - completed - failed - cancelled - timedOut - forgotten }

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
  ///
  /// A request is an item that whoever begins it takes at once. Each count only ever grows, and
  /// none depends on whether items are called done, or on when a pitfall was switched: `produced` ≥
  /// `consumed` + `dropped`, and `consumed` ≥ `completed` + `failed` + `lost`.
  public struct ItemCounts: Hashable, Sendable {
    /// What producers came with, whether it was taken in or dropped at the door, and requests that
    /// began.
    public internal(set) var produced = 0
    /// Taken out of a queue by a task, and requests that began.
    public internal(set) var consumed = 0
    /// The work on it ended in success: it was called done, or its task went on to its next get, or
    /// ended well or after its cleanup. Requests that have their answer. Of items that a log tells in
    /// sums, each that was taken.
    public internal(set) var completed = 0
    /// Those of them whose work ended no later than its deadline; all, where there is none.
    public internal(set) var completedInTime = 0
    /// The work on it was given up: its deadline fired, its attempts ran out, or it met an error
    /// that was not overcome by another attempt. Requests that failed, timed out or were cancelled.
    public internal(set) var failed = 0
    /// Given up by a queue, at the door or after: nobody worked on it.
    public internal(set) var dropped = 0
    /// In the hands of a task that was cancelled and ended without finishing it; requests whose
    /// task ended without an answer.
    public internal(set) var lost = 0

    /// How many pieces of work have ended, in success or not.
    public var ended: Int { completed.saturatingPlus(failed) }

    /// Counts items that a log tells in sums: nobody knows how the work on each ended, or when.
    mutating func count(produced: Int, consumed: Int) {
      self.produced = self.produced.saturatingPlus(produced)
      self.consumed = self.consumed.saturatingPlus(consumed)
      completed = completed.saturatingPlus(consumed)
      completedInTime = completedInTime.saturatingPlus(consumed)
    }
  }

  /// How often tasks tried what may fail.
  public struct RetryCounts: Hashable, Sendable {
    /// First tries.
    public internal(set) var calls = 0
    /// All tries, the first ones among them.
    public internal(set) var attempts = 0
    /// Calls that were given up.
    public internal(set) var exhausted = 0

    /// How many tries a call takes on average; nil before the first.
    public var amplification: Double? { calls == 0 ? nil : Double(attempts) / Double(calls) }
  }
}
