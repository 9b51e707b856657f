import WeirEvents

/// The lints that look at rare events only: unseen errors, leaks, retries and pools.
///
/// They are kept apart so that the events that a busy run has most of cost nothing more with them.
struct FaultLints: Sendable {
  /// The first instant after which something has to be looked at.
  private(set) var nextDue = VirtualInstant.endOfTime
  private var errors: UnobservedErrorLint
  private var leaks = LeakedResourceLint()
  private var retries: RetryAmplificationLint
  private var starvation: StarvedPoolLint
  private var connections: UnpooledConnectionLint

  init(_ thresholds: LintThresholds) {
    errors = UnobservedErrorLint(thresholds)
    retries = RetryAmplificationLint(thresholds)
    starvation = StarvedPoolLint(thresholds)
    connections = UnpooledConnectionLint(thresholds)
  }

  /// Judges by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    errors.use(thresholds)
    retries.use(thresholds, at: now)
    starvation.use(thresholds, at: now)
    connections.use(thresholds, at: now)
    findNextDue()
  }

  mutating func fold(_ event: Event, in ledgers: Ledgers, _ board: inout FindingBoard) {
    let now = event.instant
    switch event.kind {
    case .error(let task, .unobserved(let error)):
      errors.unobserved(task, error, now, ledgers, &board)
    case .request(let task, .attemptStarted(let attempt)):
      retries.started(task, attempt, now, ledgers)
    case .request(let task, .retryScheduled(_, let delay)):
      retries.scheduled(task, delay, now, ledgers, &board)
    case .pool(_, .created), .pool(_, .acquired), .pool(_, .released), .pool(_, .leaked),
      .pool(_, .connectionOpened),
      .pool(_, .connectionClosed):
      foldPool(event, in: ledgers, &board)
    default: return
    }
    findNextDue()
  }

  /// A task began to wait for a resource of a pool, or no longer waits.
  mutating func waited(_ pool: PoolID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    starvation.waited(pool, now, ledgers)
    findNextDue()
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    errors.pass(due, &board)
    retries.pass(due, &board)
    starvation.pass(due, ledgers, &board)
    connections.pass(due, &board)
    findNextDue()
  }
}

extension FaultLints {
  private mutating func foldPool(
    _ event: Event, in ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let now = event.instant
    switch event.kind {
    case .pool(let pool, .created(let name, _, _)):
      let predecessor = ledgers.pools[pool]?.predecessor
      starvation.created(pool, after: predecessor, now)
      connections.created(pool, name, after: predecessor)
    case .pool(let pool, .acquired(_, let resource)):
      connections.acquired(pool, now)
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    case .pool(let pool, .released(_, let resource)):
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    case .pool(let pool, .leaked(let task, let resource)):
      leaks.leaked(pool, task, resource, now, ledgers, &board)
    case .pool(let pool, .connectionOpened): connections.opened(pool, now, ledgers)
    case .pool(let pool, .connectionClosed(_, let resource, let cause)):
      connections.closed(pool, cause, now, &board)
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    default: break
    }
  }

  private mutating func findNextDue() {
    nextDue = min(
      min(errors.nextDue, retries.nextDue), min(starvation.nextDue, connections.nextDue))
  }
}
