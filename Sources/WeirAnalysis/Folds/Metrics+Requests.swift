import WeirEvents

// The events that decide whether work succeeds: requests, deadlines, attempts and errors.
extension Metrics {
  mutating func fold(
    _ task: TaskID, _ request: RequestEvent, at now: VirtualInstant, since: VirtualInstant,
    in ledgers: inout Ledgers
  ) {
    switch request {
    case .started:
      if ledgers.snapshot != nil, hasRequest(task) { return }
      items.produced += 1
      items.consumed += 1
      var replaced: PieceOfWork?
      update(task) { replaced = $0.beginRequest(at: since) }
      if let replaced { lose(replaced, at: now) }
    case .ended(let outcome):
      var request: PieceOfWork?
      update(task) { request = $0.takeRequest() }
      guard var request else { return }
      if outcome != .completed { request.isGivenUp = true }
      end(request, at: now)
    case .attemptStarted(let attempt):
      retries.attempts += 1
      if attempt == 1 { retries.calls += 1 } else { update(task) { $0.tryAgain() } }
    case .retryScheduled: break
    case .retriesExhausted:
      retries.exhausted += 1
      update(task) { $0.fail() }
    }
  }

  mutating func fold(_ timeout: TimeoutEvent, at now: VirtualInstant, in ledgers: inout Ledgers) {
    switch timeout {
    case .armed(let task, let deadline, _):
      if ledgers.timeouts.hasArmed { update(task) { $0.arm(deadline) } }
    case .met(let task): update(task) { $0.disarm(hasSucceeded: true, at: now) }
    case .cancelled(let task), .workEnded(let task):
      update(task) { $0.disarm(hasSucceeded: false, at: now) }
    case .fired(let task): update(task) { $0.timeOut() }
    }
  }

  mutating func fold(_ task: TaskID, _ error: ErrorEvent) {
    if case .caught = error { update(task) { $0.fail() } }
  }
}
