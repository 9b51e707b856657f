import WeirTrace

/// What is told about one deadline, in the name of the task that set it.
struct TimeoutReport {
  private let reporter: (any Reporter)?
  private let id: TimeoutID
  private let task: TaskID

  init(limit: Duration, to reporter: (any Reporter)?) {
    self.reporter = reporter
    id = reporter?.makeTimeoutID() ?? .none
    task = reporter?.currentTask ?? .none
    guard let reporter else { return }
    reporter.report(
      .timeoutArmed(id, by: task, deadline: reporter.now.advanced(by: limit)))
  }

  func fired() {
    reporter?.report(.timeoutFired(id, by: task))
  }

  func ended(_ action: TimeoutStateMachine.EndAction) {
    switch action {
    case .meet: reporter?.report(.timeoutMet(id, by: task))
    case .cancel: reporter?.report(.timeoutCancelled(id, by: task))
    case .deliverLate, .timeOut, .failLate: reporter?.report(.timedOutWorkEnded(id, by: task))
    }
  }

  /// Runs a wait that a machine answers, and tells how it ended.
  func telling<Value>(_ wait: () async throws -> Value) async throws -> Value {
    do {
      let value = try await wait()
      ended(.meet)
      return value
    } catch {
      ended(error is TimeoutError ? .timeOut : .cancel)
      throw error
    }
  }
}
