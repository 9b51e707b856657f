public import WeirEvents

/// Reports one call and its attempts, on behalf of the task that makes it.
@usableFromInline
struct RetryReport {
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let task: TaskID

  @usableFromInline
  init(to reporter: (any Reporter)?) {
    self.reporter = reporter
    task = reporter?.currentTask ?? .none
  }

  @usableFromInline
  func started(_ attempt: Int) {
    reporter?.report(.request(task, .attemptStarted(UInt32(clamping: attempt))))
  }

  @usableFromInline
  func failed(_ attempt: Int, with error: any Error, _ action: RetryStateMachine.FailAction) {
    guard let reporter, action != .stop || !(error is CancellationError) else { return }
    let name = Symbol(of: error)
    reporter.report(.error(task, .thrown(name)))
    switch action {
    case .stop: break
    case .retry(let next, let delay):
      reporter.report(.error(task, .caught(name)))
      reporter.report(
        .request(task, .retryScheduled(attempt: UInt32(clamping: next), delay: delay)))
    case .giveUp(let cause):
      reporter.report(
        .request(task, .retriesExhausted(attempts: UInt32(clamping: attempt), cause: cause)))
    }
  }
}
