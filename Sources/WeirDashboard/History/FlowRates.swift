import WeirTrace

/// How often things go into the parts of a pattern and come out of them, all parts of a kind together.
struct FlowRates: Sendable {
  private static let memory = 10.0

  /// Items that queues took in, and that tasks took out of them.
  private(set) var enqueued = Rate(over: memory)
  private(set) var dequeued = Rate(over: memory)
  /// Resources that tasks came to hold, and gave back.
  private(set) var acquired = Rate(over: memory)
  private(set) var released = Rate(over: memory)
  /// Items that went into batches, and batches that were flushed.
  private(set) var batched = Rate(over: memory)
  private(set) var flushed = Rate(over: memory)
  /// Requests that began, and that were answered or given up.
  private(set) var asked = Rate(over: memory)
  private(set) var answered = Rate(over: memory)

  mutating func fold(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .itemEnqueued: enqueued.count(at: now)
    case .itemDequeued: dequeued.count(at: now)
    case .resourceAcquired: acquired.count(at: now)
    case .resourceReleased: released.count(at: now)
    case .itemBatched: batched.count(at: now)
    case .batchFlushed: flushed.count(at: now)
    case .requestStarted: asked.count(at: now)
    case .requestEnded: answered.count(at: now)
    default: break
    }
  }
}
