public import WeirEvents

/// How reports show an operation under a deadline: as part of its caller, or, if it has a name, as
/// a task of its own.
@usableFromInline
struct TimeoutRunner: Sendable {
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let child: Label?
  @usableFromInline let caller: TaskID
  @usableFromInline let site: CallSite

  @inlinable
  init(_ child: Label?, site: CallSite, _ reporter: (any Reporter)?) {
    self.reporter = reporter
    self.child = reporter == nil ? nil : child
    self.site = site
    caller = reporter?.currentTask ?? .none
  }

  /// Announces the operation, and returns what to run. The caller waits from now on.
  @inlinable
  func begin<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) -> @Sendable () async throws -> Success {
    guard let child, let reporter else { return operation }
    let id = reporter.announceChild(child, role: child.stem)
    reporter.report(.task(caller, .suspended(on: .children(), at: site)))
    return { try await reporter.runChild(id, operation) }
  }

  /// The operation has ended, and the caller continues.
  @inlinable
  func ended<Success>(_ result: Result<Success, any Error>) {
    guard child != nil, let reporter else { return }
    reporter.report(.task(caller, .resumed))
    guard case .failure(let error) = result, error is CancellationError, Task.isCancelled else {
      return
    }
    reporter.report(.task(caller, .cancellationNoticed))
  }
}
