import WeirSession
import Foundation
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirTerminal

/// Repeats a run from its start in parallel with the live one, and writes its log, until it has
/// caught up.
///
/// Because a run can be repeated, a recording that starts in the middle of it still begins at the
/// first instant. The repetition never goes further than the live run, whose next inputs are not
/// known yet. The live run continues meanwhile; once the rest is short, or gets no shorter, the
/// caller waits for the repetition with `join`.
///
/// If it is cancelled while it waits for a disk or the reader of a pipe, it ends when that wait
/// ends; nothing has to wait for it.
final class CatchUp: @unchecked Sendable {
  /// How far the live run has come, and its inputs.
  struct Goal: Sendable {
    var eventCount = 0
    var now = VirtualInstant.zero
    var state = RunState.running
    var inputs: [TimedInput] = []
    /// Its current findings.
    var findings: [Finding] = []

    /// Creates the goal at the start of a run.
    init() {}

    /// Creates the goal where a run has come to.
    init(of model: RunModel) {
      (eventCount, now) = (model.analysis.eventCount, model.analysis.now)
      (state, inputs) = (model.analysis.state, model.inputs)
      findings = model.analysis.findings
    }

    /// Advances the goal by a batch.
    mutating func take(_ batch: FoldedBatch) {
      (eventCount, now, state) = (batch.digest.eventCount, batch.now, batch.state)
      inputs += batch.newInputs
      findings = batch.lastingFindings
    }
  }

  /// A report of progress.
  enum Progress: Sendable {
    /// The share of the run that has been repeated, from 0 to 1.
    case advanced(share: Double)
    /// It is time to call `join`.
    case isNear
  }

  /// How it ended.
  enum Outcome: Sendable {
    /// The log contains exactly the run up to the last goal.
    case caughtUp(SessionWriter, path: String)
    case failed(SessionError)
    /// It was cancelled. A file created for it is removed; a pipe or an existing file stays.
    case cancelled
  }

  /// The number of events that counts as a short rest: it takes some milliseconds.
  private static let shortRest = 10_000
  private static let reportInterval = Duration.milliseconds(100)
  /// How long `join` waits without progress, in seconds.
  private static let joinTimeout = 0.3

  private let condition = NSCondition()
  private var goal: Goal
  private var hasNewGoal = true
  private var isJoined = false
  private var isCancelled = false
  /// Whether it has reached the last goal during `join`: nothing more will be written.
  private var isComplete = false
  /// How often it has checked whether to continue, which shows that it makes progress.
  private var checkCount = 0
  private var outcome: Outcome?
  private var openPath: String?

  /// Starts repeating a run.
  ///
  /// - Parameters:
  ///   - model: The model of the run at its start, without any event.
  ///   - level: How much is written to the log.
  ///   - open: Opens the file of the log; called on the thread of the repetition.
  ///   - report: Receives progress, on the same thread.
  init(
    of model: RunModel, to goal: Goal, level: RecordLevel,
    open: @escaping @Sendable () throws(SessionError) -> any SessionOutput,
    report: @escaping @Sendable (CatchUp, Progress) -> Void
  ) {
    self.goal = goal
    let thread = Thread { [self] in
      AlternateStack.use()
      let report = { report(self, $0) }
      let outcome = outcome(of: model, level, open, report)
      condition.withLock {
        self.outcome = outcome
        condition.broadcast()
      }
      report(.isNear)
    }
    thread.name = "weir.catch-up"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Sets a new goal, because the live run has continued.
  func aim(at goal: Goal) {
    condition.withLock {
      self.goal = goal
      hasNewGoal = true
      condition.broadcast()
    }
  }

  /// The path of its file; `nil` until the file is open.
  var path: String? { condition.withLock { openPath } }

  /// Cancels the repetition as soon as it is not blocked; a new file is removed.
  func cancel() {
    condition.withLock {
      isCancelled = true
      condition.broadcast()
    }
  }

  /// Waits until the repetition has reached the last goal, or has failed; the live run waits
  /// meanwhile.
  ///
  /// Returns `nil` if it was cancelled, or has stopped making progress: then it continues to
  /// further goals, and reports again when it is near.
  func join() -> Outcome? {
    condition.withLock {
      isJoined = true
      condition.broadcast()
      var lastCheck = checkCount
      while outcome == nil, isComplete || !isCancelled {
        let end = Date(timeIntervalSinceNow: CatchUp.joinTimeout)
        while outcome == nil, isComplete || !isCancelled, condition.wait(until: end) {}
        guard outcome == nil, !isComplete, !isCancelled else { continue }
        guard checkCount != lastCheck else { break }
        lastCheck = checkCount
      }
      isJoined = false
      return outcome
    }
  }

  /// Waits for the end of a cancelled repetition, at most for a number of seconds.
  func waitForEnd(_ timeout: TimeInterval) -> Outcome? {
    condition.withLock {
      let end = Date(timeIntervalSinceNow: timeout)
      while outcome == nil, condition.wait(until: end) {}
      return outcome
    }
  }
}

// MARK: On the thread

extension CatchUp {
  private func outcome(
    of model: RunModel, _ level: RecordLevel,
    _ open: () throws(SessionError) -> any SessionOutput, _ report: (Progress) -> Void
  ) -> Outcome {
    let output: any SessionOutput
    do throws(SessionError) { output = try open() } catch { return .failed(error) }
    condition.withLock { openPath = output.path }
    do throws(SessionError) {
      let repetition = try model.start.specification.flatMap {
        specification throws(SessionError) in
        let header = LogHeader(specification, version: Weir.version, started: WallTime.now)
        return Repetition(of: model, try SessionWriter(header, level: level, to: output))
      }
      // Tearing it down may take a while: the file is removed before that.
      defer { withExtendedLifetime(repetition) {} }
      guard let repetition = try catchUp(repetition, report) else {
        output.discard()
        return .cancelled
      }
      return .caughtUp(repetition.writer, path: output.path)
    } catch {
      output.discard()
      return .failed(error)
    }
  }

  /// Returns the repetition at the last goal; `nil` if it was cancelled before.
  private func catchUp(
    _ repetition: Repetition?, _ report: (Progress) -> Void
  ) throws(SessionError) -> Repetition? {
    guard let repetition else { return nil }
    report(.advanced(share: 0))
    var lastRest = Int.max
    var isNear = false
    while let goal = nextGoal {
      try follow(goal.goal, repetition, report)
      if goal.isLast {
        if completes {
          try repetition.adoptFindings(of: goal.goal)
          return repetition
        }
        isNear = false
      }
      let rest = present.eventCount - repetition.eventCount
      guard !isNear, rest <= CatchUp.shortRest || rest > lastRest / 2 else {
        lastRest = rest
        continue
      }
      isNear = true
      report(.isNear)
    }
    return nil
  }

  private func follow(
    _ goal: Goal, _ repetition: Repetition, _ report: (Progress) -> Void
  ) throws(SessionError) {
    let clock = ContinuousClock()
    var next = clock.now + CatchUp.reportInterval
    try repetition.follow(goal) {
      if clock.now >= next {
        next = clock.now + CatchUp.reportInterval
        let whole = max(present.eventCount, 1)
        report(.advanced(share: Double(repetition.eventCount) / Double(whole)))
      }
      return shouldContinue
    }
  }

  private var shouldContinue: Bool {
    condition.withLock {
      checkCount += 1
      return !isCancelled
    }
  }

  /// Whether `join` is still waiting, so that the last goal is the end. Once `true`, it stays so.
  private var completes: Bool {
    condition.withLock {
      isComplete = isJoined && !hasNewGoal && !isCancelled
      return isComplete
    }
  }

  private var present: Goal { condition.withLock { goal } }

  /// Waits for a goal not reached yet, or for the last one; `nil` after cancellation.
  private var nextGoal: (goal: Goal, isLast: Bool)? {
    condition.withLock {
      while !hasNewGoal, !isJoined, !isCancelled { condition.wait() }
      hasNewGoal = false
      return isCancelled ? nil : (goal, isJoined)
    }
  }
}
