import Synchronization
public import WeirEvents

/// Runs an operation that requests to stop don't reach: what has to be done whatever happens, such
/// as giving back what was taken.
///
/// The caller waits for its end, asked to stop or not. No `Deadline` that holds outside reaches it
/// either: a limit of its own counts in full. From the moment at which the caller has been asked to
/// stop, the operation is reported as its cleanup.
///
/// - Parameters:
///   - isCleanup: whether it is reported as cleanup from its begin, also where nobody asks the
///     caller to stop.
///   - reporter: runs the operation; without one it runs as a task of Swift's own.
/// - Returns: what the operation returns.
public func shielded<Success: Sendable>(
  isCleanup: Bool = false, reporter: (any Reporter)? = nil,
  _ operation: @escaping @Sendable () async throws -> Success
) async throws -> Success {
  let unlimited = { @Sendable in try await Deadline.lifted(operation) }
  guard let reporter else {
    if let host = CurrentTaskHost.value { return try await host.shielded(unlimited) }
    return try await Task { try await unlimited() }.value
  }
  let report = CleanupReport(of: reporter.currentTask, to: reporter)
  if isCleanup { report.begin() }
  defer { report.end() }
  return try await withTaskCancellationHandler {
    try await reporter.shielded(unlimited)
  } onCancel: {
    report.begin()
  }
}

/// Tells once that a cleanup begins, and that it ends if it has begun.
private final class CleanupReport: Sendable {
  private let task: TaskID
  private let reporter: any Reporter
  private let hasBegun = Mutex(false)

  init(of task: TaskID, to reporter: any Reporter) {
    self.task = task
    self.reporter = reporter
  }

  func begin() {
    let isFirst = hasBegun.withLock { hasBegun in
      defer { hasBegun = true }
      return !hasBegun
    }
    if isFirst { reporter.report(.task(task, .cleanupStarted)) }
  }

  func end() {
    if hasBegun.withLock({ $0 }) { reporter.report(.task(task, .cleanupEnded)) }
  }
}
