extension Metrics {
  mutating func foldRequest(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .requestStarted(let task):
      items.produced += 1
      if takeRequest(of: task) != nil { items.lost += 1 }
      update(task) { $0.request = now }
    case .requestEnded(let task, let outcome):
      guard let began = takeRequest(of: task) else { return }
      guard outcome == .completed else { return items.dropped += 1 }
      items.consumed += 1
      latency.record(nanoseconds: now.nanoseconds - began.nanoseconds)
    default: break
    }
  }

  private mutating func takeRequest(of task: TaskID) -> VirtualInstant? {
    var began: VirtualInstant?
    update(task) { swap(&$0.request, &began) }
    return began
  }

  mutating func foldAttempt(_ kind: Event.Kind) {
    switch kind {
    case .attemptStarted(_, let attempt):
      retries.attempts += 1
      if attempt == 1 { retries.calls += 1 }
    case .retriesExhausted: retries.exhausted += 1
    default: break
    }
  }
}
