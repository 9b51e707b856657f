public import WeirTrace

/// Brings the parts of a program to their end in an order: nothing new, then what is under way, then what is left over.
///
/// 1. All parts that take work in from outside are stopped.
/// 2. One part after the other, in the given order, is stopped and drained, all within one grace period: first what
///    hands work on, then what does it, so that nothing is stopped that others still need.
/// 3. If the grace period ends before, all parts are asked to stop, in the same order. They have `patience` to do so.
/// 4. What was not done is reported.
///
/// A request to stop the shutdown itself ends the present phase, and nothing else: the next phase begins at once.
///
///     let report = await GracefulShutdown(grace: .seconds(30), clock: ContinuousClock())
///       .run([.queue("intake", queue), workers, .pool("database", pool)])
public struct GracefulShutdown<C: Clock>: Sendable where C.Duration == Duration {
  let grace: Duration
  let patience: Duration
  let clock: C
  let reporter: (any Reporter)?

  /// - Parameters:
  ///   - grace: how long the parts may take to do what they have.
  ///   - patience: how long they may take to stop when they are asked to.
  ///   - clock: measures both.
  ///   - reporter: is told of each phase; none is told nothing.
  public init(
    grace: Duration, patience: Duration = .seconds(5), clock: C, reporter: (any Reporter)? = nil
  ) {
    self.grace = grace
    self.patience = patience
    self.clock = clock
    self.reporter = reporter
  }

  /// Shuts the parts down, and answers with what was not done.
  @discardableResult
  public func run(_ parts: [ShutdownPart]) async -> ShutdownReport {
    var machine = ShutdownStateMachine(isIntake: parts.map(\.isIntake))
    var report = ShutdownReport()
    begin(.stopIntake, remaining: parts.remainingCount, lasting: .zero)
    var action = machine.begin()
    let deadline = clock.now.advanced(by: grace)
    while true {
      switch action {
      case .stopIntake(let intakes):
        for index in intakes { parts[index].stop() }
        begin(.drain, remaining: parts.remainingCount, lasting: grace)
        action = machine.intakeStopped()
      case .drain(let index, let isStopped):
        if !isStopped { parts[index].stop() }
        let isDrained = await isDrained(parts[index], within: clock.now.duration(to: deadline))
        action = isDrained ? machine.partDrained() : machine.drainingInterrupted()
      case .cancel(let unstopped):
        report = await cancel(parts, unstopped)
        action = machine.cancellationSettled()
      case .finish:
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
      .shutdownPhaseBegan(
        by: reporter.currentTask, phase, remaining: UInt32(clamping: remaining),
        until: reporter.now.advanced(by: length)))
  }

  /// Waits until a part is drained. The answer is no if the time is up, or if nobody wants to wait any longer.
  private func isDrained(_ part: ShutdownPart, within limit: Duration) async -> Bool {
    do {
      try await withTimeout(limit, clock: clock, reporter: reporter, operation: part.drained)
      return true
    } catch {
      return false
    }
  }

  private func cancel(_ parts: [ShutdownPart], _ unstopped: [Int]) async -> ShutdownReport {
    var report = ShutdownReport()
    report.isInterrupted = true
    report.abandoned = parts.undone
    begin(.cancel, remaining: report.abandonedCount, lasting: patience)
    for (index, part) in parts.enumerated() {
      if unstopped.contains(index) { part.stop() }
      part.cancel()
    }
    await settle(parts)
    report.unresponsive = parts.remainders
    return report
  }

  /// Waits until what was asked to stop has stopped. A request to stop that has ended the draining does not count
  /// again, and no deadline around the shutdown shortens the patience.
  private func settle(_ parts: [ShutdownPart]) async {
    let wait = { @Sendable [patience, clock, reporter] in
      try await withTimeout(patience, clock: clock, reporter: reporter) {
        for part in parts where part.remains() > 0 { try await part.drained() }
      }
    }
    // Whoever does not stop in time is named in the report.
    if Task.isCancelled {
      try? await shielded(reporter: reporter, wait)
    } else {
      try? await Deadline.lifted(wait)
    }
  }
}

extension [ShutdownPart] {
  fileprivate var remainingCount: Int { reduce(0) { $0 + $1.remains() } }

  /// What each has; if none has anything, what each waits for.
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
