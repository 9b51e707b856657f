import Synchronization
public import WeirEvents

/// Runs an operation shielded from cancellation: cleanup that has to be done whatever happens, such
/// as releasing a resource.
///
/// The caller waits for its end, cancelled or not. A `Deadline` outside does not apply inside
/// either: a limit of its own counts in full. From the moment at which the caller is cancelled, the
/// operation is reported as its cleanup.
///
/// - Parameters:
///   - isCleanup: whether it is reported as cleanup from its beginning, even if the caller is not
///     cancelled.
///   - reporter: runs the operation; with `nil` it runs as a task of Swift's own.
/// - Returns: What the operation returns.
/// - Throws: What the operation throws.
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

/// Reports once that a cleanup began, and, if it did, that it ended.
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
