import WeirEvents

extension Metrics {
  mutating func foldRequest(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .request(let task, .started):
      items.produced += 1
      items.consumed += 1
      var replaced: WorkInHand?
      update(task) { replaced = $0.beginRequest(at: now) }
      if let replaced { lose(replaced, at: now) }
    case .request(let task, .ended(let outcome)):
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
    case .timeout(_, .armed(let task, let deadline, _)): update(task) { $0.arm(deadline) }
    case .timeout(_, .met(let task)): update(task) { $0.disarm(hasSucceeded: true, at: now) }
    case .timeout(_, .cancelled(let task)), .timeout(_, .workEnded(let task)):
      update(task) { $0.disarm(hasSucceeded: false, at: now) }
    case .timeout(_, .fired(let task)): update(task) { $0.runOutOfTime() }
    case .error(let task, .caught): update(task) { $0.fail() }
    case .request(let task, .attemptStarted(let attempt)):
      retries.attempts += 1
      if attempt == 1 { retries.calls += 1 } else { update(task) { $0.tryAgain() } }
    case .request(let task, .retriesExhausted):
      retries.exhausted += 1
      update(task) { $0.fail() }
    default: break
    }
  }
}
