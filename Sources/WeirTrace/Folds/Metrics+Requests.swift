extension Metrics {
  mutating func foldRequest(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .requestStarted(let task):
      items.produced += 1
      items.consumed += 1
      var replaced: WorkInHand?
      update(task) { replaced = $0.beginRequest(at: now) }
      if let replaced { lose(replaced, at: now) }
    case .requestEnded(let task, let outcome):
      var request: WorkInHand?
      update(task) { request = $0.takeRequest() }
      guard var request else { return }
      if outcome != .completed { request.isGivenUp = true }
      end(request, at: now)
    default: break
    }
  }

  /// Deadlines, attempts and errors: what tells whether work succeeds.
  mutating func foldTrouble(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .timeoutArmed(_, let task, let deadline): update(task) { $0.arm(deadline) }
    case .timeoutMet(_, let task): update(task) { $0.disarm(hasSucceeded: true, at: now) }
    case .timeoutCancelled(_, let task), .timedOutWorkEnded(_, let task):
      update(task) { $0.disarm(hasSucceeded: false, at: now) }
    case .timeoutFired(_, let task): update(task) { $0.runOutOfTime() }
    case .errorCaught(let task, _): update(task) { $0.fail() }
    case .attemptStarted(let task, let attempt):
      retries.attempts += 1
      if attempt == 1 { retries.calls += 1 } else { update(task) { $0.tryAgain() } }
    case .retriesExhausted(let task, _, _):
      retries.exhausted += 1
      update(task) { $0.fail() }
    default: break
    }
  }
}
