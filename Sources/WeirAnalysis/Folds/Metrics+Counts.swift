import WeirEvents

extension Metrics {
  /// How many tasks there have been, and how they ended.
  public struct TaskCounts: Hashable, Sendable {
    /// All tasks created.
    public internal(set) var created = 0
    /// Tasks that completed.
    public internal(set) var completed = 0
    /// Tasks that ended with an error.
    public internal(set) var failed = 0
    /// Tasks that ended because they were cancelled.
    public internal(set) var cancelled = 0
    /// Tasks that ended because their deadline passed.
    public internal(set) var timedOut = 0
    /// Tasks whose end the log did not record: a later snapshot did not list them.
    public internal(set) var forgotten = 0

    /// How many are alive.
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

  /// How many items there have been, and how they ended, over all queues and requests.
  ///
  /// A request counts as an item that is taken as soon as it starts. Each count only grows, and
  /// none depends on whether items are marked done, or on when a pitfall was switched: `produced` ≥
  /// `consumed` + `dropped`, and `consumed` ≥ `completed` + `failed` + `lost`.
  public struct ItemCounts: Hashable, Sendable {
    /// Items offered by producers, whether the queue accepted or dropped them, and requests
    /// started.
    public internal(set) var produced = 0
    /// Items taken from a queue by a task, and requests started.
    public internal(set) var consumed = 0
    /// Items whose work succeeded: it was marked done, its task waited for its next item, or the
    /// task ended well or after its cleanup. Requests that were answered. Of items that a log
    /// reports as totals, each one taken.
    public internal(set) var completed = 0
    /// Completed items whose work ended no later than its deadline, or that had no deadline.
    public internal(set) var completedInTime = 0
    /// Items whose work was given up: its deadline fired, its attempts ran out, or no further
    /// attempt recovered from an error. Requests that failed, timed out or were cancelled.
    public internal(set) var failed = 0
    /// Items that a queue dropped, before or after accepting them: no task worked on them.
    public internal(set) var dropped = 0
    /// Items held by a task that was cancelled and ended without finishing them; requests whose
    /// task ended without an answer.
    public internal(set) var lost = 0

    /// Pieces of work that have ended, completed or failed.
    public var ended: Int { completed.saturatingPlus(failed) }

    /// Counts items that a log reports as totals: how and when the work on each ended is unknown.
    mutating func count(produced: Int, consumed: Int) {
      self.produced = self.produced.saturatingPlus(produced)
      self.consumed = self.consumed.saturatingPlus(consumed)
      completed = completed.saturatingPlus(consumed)
      completedInTime = completedInTime.saturatingPlus(consumed)
    }
  }

  /// Calls that may fail, and their attempts.
  public struct RetryCounts: Hashable, Sendable {
    /// First attempts.
    public internal(set) var calls = 0
    /// All attempts, including the first ones.
    public internal(set) var attempts = 0
    /// Calls given up after their last attempt.
    public internal(set) var exhausted = 0

    /// The average number of attempts per call; `nil` before the first call.
    public var amplification: Double? { calls == 0 ? nil : Double(attempts) / Double(calls) }
  }
}
