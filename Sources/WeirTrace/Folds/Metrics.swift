/// What can be measured about a run, folded from events.
public struct Metrics: Sendable {
  /// How many tasks there have been, and what became of them.
  public struct TaskCounts: Hashable, Sendable {
    public internal(set) var created = 0
    public internal(set) var completed = 0
    public internal(set) var failed = 0
    public internal(set) var cancelled = 0
    public internal(set) var timedOut = 0
    /// How many live.
    public var live: Int { created - completed - failed - cancelled - timedOut }
  }

  /// How many items there have been, and what became of them, all queues together.
  public struct ItemCounts: Hashable, Sendable {
    /// What producers came with: taken in, or given up at the door.
    public internal(set) var produced = 0
    /// Taken out by a task.
    public internal(set) var consumed = 0
    /// Given up by a queue.
    public internal(set) var dropped = 0
    /// Taken out by a task that ended with the item in its hands.
    public internal(set) var lost = 0
  }

  public private(set) var tasks = TaskCounts()
  public private(set) var items = ItemCounts()
  /// From being offered to being done, of each item that was done.
  public private(set) var latency = DurationHistogram()
  /// How long a task that could run had to wait for a worker, of each time it ran.
  public private(set) var readyWait = DurationHistogram()
  /// Each queue, in the order of creation.
  public private(set) var queues: [QueueMetrics] = []

  public init() {}

  /// Items done in a second of virtual time, over the whole time up to an instant; 0 at the start.
  public func throughputPerSecond(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : Double(latency.count) / now.seconds
  }

  mutating func fold(_ event: Event, ended stay: TaskStay?) {}
}
