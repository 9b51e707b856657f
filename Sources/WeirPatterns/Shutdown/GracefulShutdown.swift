import Synchronization
public import WeirEvents

/// Shuts down the parts of a program in order: it stops new work, lets work in progress finish, and
/// cancels what is left.
///
/// 1. All parts that take in work from outside are stopped.
/// 2. One part after the other, in the given order, is stopped and drained, all within one grace
///    period. Parts that pass work on should come before parts that do it, so that nothing is
///    stopped that others still need.
/// 3. If the grace period ends before that, all parts are cancelled, in the same order. They have
///    `cancellationTimeout` to stop.
/// 4. Work that was not done is reported.
///
/// A part whose `drained` throws an error of its own counts as not drained: the error is reported,
/// and the shutdown continues with the next part. Work that the part still has is cancelled and
/// reported at the end.
///
/// A cancellation of the shutdown itself only ends the current phase: the next phase begins at
/// once.
///
///     let report = await GracefulShutdown(grace: .seconds(30), clock: ContinuousClock())
///       .run([.queue("intake", queue), workers, .pool("database", pool)])
public struct GracefulShutdown<C: Clock>: Sendable where C.Duration == Duration {
  private let grace: Duration
  private let cancellationTimeout: Duration
  private let clock: C
  private let reporter: (any Reporter)?

  /// A shutdown with its limits.
  ///
  /// - Parameters:
  ///   - grace: how long the parts may take to finish their work. With zero or less, only parts
  ///     without work are drained; 292 years or more is no limit.
  ///   - cancellationTimeout: how long they may take to stop once they are cancelled, with the same
  ///     limits.
  ///   - clock: measures both.
  ///   - reporter: receives each phase; `nil` reports nothing.
  public init(
    grace: Duration, cancellationTimeout: Duration = .seconds(5), clock: C,
    reporter: (any Reporter)? = nil
  ) {
    self.grace = grace
    self.cancellationTimeout = cancellationTimeout
    self.clock = clock
    self.reporter = reporter
  }

  /// Shuts the parts down, and returns what was not done.
  @discardableResult
  public func run(_ parts: [ShutdownPart]) async -> ShutdownReport {
    var machine = ShutdownStateMachine(isIntake: parts.map(\.isIntake))
    var report = ShutdownReport()
    begin(.stopIntake, remaining: parts.remainingCount, lasting: .zero)
    var action = machine.begin()
    let deadline = clock.now.end(ofLimit: grace)
    var failures = PartFailures()
    while true {
      switch action {
      case .stopIntake(let intakes):
        for index in intakes { parts[index].stop() }
        begin(.drain, remaining: parts.remainingCount, lasting: grace)
        action = machine.intakeStopped()
      case .drain(let index, let isStopped):
        if !isStopped { parts[index].stop() }
        let end = await drain(parts[index], until: deadline)
        if let failure = end.failure { failures.add(failure, ofPart: index) }
        action = end.isTimeUp ? machine.drainingInterrupted() : machine.partDrained()
      case .cancel(let unstopped):
        await cancel(parts, unstopped, &report, &failures)
        action = machine.cancellationSettled()
      case .finish:
        report.failures = failures.list(of: parts)
        if !report.isInterrupted { giveUp(failures.indices.map { parts[$0] }, &report) }
        begin(.finished, remaining: report.abandonedCount, lasting: .zero)
        return report
      }
    }
  }
}

extension GracefulShutdown {
  private func begin(_ phase: ShutdownPhase, remaining: Int, lasting length: Duration) {
    guard let reporter else { return }
    reporter.report(
      .shutdown(
        reporter.currentTask,
        .phaseBegan(
          phase, remaining: UInt32(clamping: remaining), until: reporter.now.advanced(by: length))))
  }

  /// How the drain of a part ended.
  private struct DrainEnd {
    /// Whether it timed out, or the shutdown was cancelled.
    var isTimeUp = false
    /// What the part itself threw.
    var failure: (any Error)?
  }

  /// Waits until a part is drained, but not past the deadline.
  private func drain(_ part: ShutdownPart, until deadline: C.Instant?) async -> DrainEnd {
    let limit = deadline.map { clock.now.saturatingDuration(to: $0) } ?? .forever
    do {
      try await withTimeout(limit, clock: clock, reporter: reporter, operation: part.drained)
      return DrainEnd()
    } catch {
      // A deadline around the shutdown may have passed as well.
      let outer = Deadline.instant(on: clock)
      let isOver =
        Task.isCancelled || [deadline, outer].contains { $0.map { clock.now >= $0 } ?? false }
      return DrainEnd(isTimeUp: isOver, failure: isOver && error.isEndOfWait ? nil : error)
    }
  }

  /// Cancels parts that failed to drain.
  private func giveUp(_ parts: [ShutdownPart], _ report: inout ShutdownReport) {
    report.abandoned = parts.remainders
    for part in parts { part.cancel() }
  }

  private func cancel(
    _ parts: [ShutdownPart], _ unstopped: [Int], _ report: inout ShutdownReport,
    _ failures: inout PartFailures
  ) async {
    report.isInterrupted = true
    report.abandoned = parts.undone
    begin(.cancel, remaining: report.abandonedCount, lasting: cancellationTimeout)
    for (index, part) in parts.enumerated() {
      if unstopped.contains(index) { part.stop() }
      part.cancel()
    }
    for (index, failure) in await settle(parts) { failures.add(failure, ofPart: index) }
    report.unresponsive = parts.remainders
  }

  /// Waits until cancelled work has stopped, and returns what parts threw meanwhile. A cancellation
  /// that ended the drain phase does not count again, and no deadline around the shutdown shortens
  /// the wait.
  private func settle(_ parts: [ShutdownPart]) async -> [(Int, any Error)] {
    let waits = Waits(parts: parts)
    let wait = { @Sendable [cancellationTimeout, clock, reporter] in
      try await withTimeout(cancellationTimeout, clock: clock, reporter: reporter) {
        try await waits.run()
      }
    }
    // Work that does not stop in time is named in the report.
    if Task.isCancelled {
      try? await shielded(reporter: reporter, wait)
    } else {
      try? await Deadline.lifted(wait)
    }
    return waits.failures
  }
}

/// Waits for cancelled parts, one after the other, and keeps what they throw.
private final class Waits: Sendable {
  private let parts: [ShutdownPart]
  private let thrown = Mutex<[(Int, any Error)]>([])

  init(parts: [ShutdownPart]) {
    self.parts = parts
  }

  var failures: [(Int, any Error)] { thrown.withLock { $0 } }

  func run() async throws {
    for (index, part) in parts.enumerated() where part.remains() > 0 {
      do {
        try await part.drained()
      } catch {
        // After the time limit a cancellation is the end of the wait; any other error is the
        // part's.
        if !(Task.isCancelled && error.isEndOfWait) {
          thrown.withLock { $0.append((index, error)) }
        }
        try Task.checkCancellation()
      }
    }
  }
}

/// What parts threw instead of being drained, in order of time: the first error of each part. Parts
/// are identified by index, since two may have the same name.
private struct PartFailures {
  private var errors: [(index: Int, error: any Error)] = []

  var indices: [Int] { errors.map(\.index) }

  mutating func add(_ error: any Error, ofPart index: Int) {
    if !indices.contains(index) { errors.append((index, error)) }
  }

  func list(of parts: [ShutdownPart]) -> [ShutdownReport.Failure] {
    errors.map { .init(part: parts[$0.index].name, error: String(describing: $0.error)) }
  }
}

extension Error {
  /// Whether this is what a wait throws that is cancelled or times out.
  fileprivate var isEndOfWait: Bool { self is TimeoutError || self is CancellationError }
}

extension [ShutdownPart] {
  fileprivate var remainingCount: Int { reduce(0) { $0.saturatingPlus($1.remains()) } }

  /// The work that each part has; if none has any, the work that each waits for.
  fileprivate var undone: [ShutdownReport.Remainder] {
    let remainders = remainders
    return remainders.isEmpty ? list { $0.unfinished() } : remainders
  }

  fileprivate var remainders: [ShutdownReport.Remainder] {
    list { $0.remains() }
  }

  private func list(_ count: (ShutdownPart) -> Int) -> [ShutdownReport.Remainder] {
    map { .init(part: $0.name, count: count($0)) }.filter { $0.count > 0 }
  }
}
