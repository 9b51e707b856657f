public import WeirEvents

/// Reports one deadline, on behalf of the task that set it.
@usableFromInline
struct TimeoutReport: Sendable {
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let id: TimeoutID
  @usableFromInline let task: TaskID

  @inlinable
  init(limit: Duration, to reporter: (any Reporter)?) {
    self.reporter = reporter
    id = reporter?.makeTimeoutID() ?? .none
    task = reporter?.currentTask ?? .none
    guard let reporter else { return }
    reporter.report(
      .timeout(id, .armed(by: task, deadline: reporter.now.advanced(by: limit))))
  }

  /// This timeout, for a clock that keeps its limit, inside the current deadlines.
  @inlinable var armed: ArmedTimeout {
    ArmedTimeout(id, of: task, to: reporter, in: Deadline.current)
  }

  @inlinable
  func fired() {
    reporter?.report(.timeout(id, .fired(by: task)))
  }

  @inlinable
  func ended(_ action: TimeoutStateMachine.EndAction) {
    switch action {
    case .meet: reporter?.report(.timeout(id, .met(by: task)))
    case .cancel: reporter?.report(.timeout(id, .cancelled(by: task)))
    case .deliverLate, .timeOut, .failLate: reporter?.report(.timeout(id, .workEnded(by: task)))
    }
  }

  /// Runs a wait that a state machine answers, and reports how it ended.
  @inlinable
  func reporting<Value>(_ wait: () async throws -> Value) async throws -> Value {
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
