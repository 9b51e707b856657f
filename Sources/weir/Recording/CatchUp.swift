import WeirSession
import Foundation
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirTerminal

/// Repeats a run from its start beside the live one, this time with a log, until it has come as
/// far.
///
/// A run can be repeated, so that a recording that starts in the middle still begins at the first
/// instant. It never goes further than the live run has come: what is done to that next is not
/// known yet. The live run goes on meanwhile; once the rest is short, or gets no shorter, it is
/// waited for with `join`.
///
/// One that is cancelled while it waits for a disk or for the reader of a pipe ends when that lets
/// it go; nothing has to wait for it.
final class CatchUp: @unchecked Sendable {
  /// How far the live run has come, and what was done to it.
  struct Goal: Sendable {
    var eventCount = 0
    var now = VirtualInstant.zero
    var state = RunState.running
    var inputs: [TimedInput] = []
    /// The findings that hold in it.
    var findings: [Finding] = []

    /// At the start of a run.
    init() {}

    /// Takes in the next batch.
    mutating func take(_ batch: FoldedBatch) {
      (eventCount, now, state) = (batch.digest.eventCount, batch.now, batch.state)
      inputs += batch.newInputs
      findings = batch.lastingFindings
    }
  }

  /// What is told on the way.
  enum Progress: Sendable {
    /// So much of the way is done, from 0 to 1.
    case came(share: Double)
    /// It is time to call `join`.
    case isNear
  }

  /// How it ended.
  enum Outcome: Sendable {
    /// The log holds exactly what the last goal does.
    case caughtUp(SessionWriter, path: String)
    case failed(SessionError)
    /// It was given up. A file that was made for it is removed; a pipe, and a file that was there
    /// before, stay.
    case cancelled
  }

  /// A rest of so many events is short: it takes some milliseconds.
  private static let shortRest = 10_000
  private static let reportInterval = Duration.milliseconds(100)
  /// How long `join` waits for one that makes no progress.
  private static let patience = 0.3

  private let condition = NSCondition()
  private var goal: Goal
  private var hasNewGoal = true
  private var isJoined = false
  private var isCancelled = false
  /// Whether it has come to the last goal while it was waited for: nothing is written any more.
  private var isComplete = false
  /// How often it has looked whether it goes on, which shows that it makes progress.
  private var lookCount = 0
  private var outcome: Outcome?
  private var openPath: String?

  /// Starts to repeat a run.
  ///
  /// - Parameters:
  ///   - model: knows the run as it was at its start, and no event.
  ///   - level: how much goes into the log.
  ///   - open: opens the file of the log; called on the thread of the repetition.
  ///   - tell: is called there, too.
  init(
    of model: RunModel, to goal: Goal, level: RecordLevel,
    open: @escaping @Sendable () throws(SessionError) -> any SessionOutput,
    tell: @escaping @Sendable (CatchUp, Progress) -> Void
  ) {
    self.goal = goal
    let thread = Thread { [self] in
      AlternateStack.use()
      let tell = { tell(self, $0) }
      let outcome = outcome(of: model, level, open, tell)
      condition.withLock {
        self.outcome = outcome
        condition.broadcast()
      }
      tell(.isNear)
    }
    thread.name = "weir.catch-up"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Says that the live run has gone on.
  func aim(at goal: Goal) {
    condition.withLock {
      self.goal = goal
      hasNewGoal = true
      condition.broadcast()
    }
  }

  /// The path of its file; nil while that is not open.
  var path: String? { condition.withLock { openPath } }

  /// Lets it give up as soon as it waits for nothing else; the file goes if it was new.
  func cancel() {
    condition.withLock {
      isCancelled = true
      condition.broadcast()
    }
  }

  /// Waits until the repetition has come to the last goal, or has failed; the live run waits
  /// meanwhile.
  ///
  /// The answer is nil where it was cancelled, or has stopped making progress: then it goes on to
  /// further goals, and says again when it is near.
  func join() -> Outcome? {
    condition.withLock {
      isJoined = true
      condition.broadcast()
      var lastLook = lookCount
      while outcome == nil, isComplete || !isCancelled {
        let end = Date(timeIntervalSinceNow: CatchUp.patience)
        while outcome == nil, isComplete || !isCancelled, condition.wait(until: end) {}
        guard outcome == nil, !isComplete, !isCancelled else { continue }
        guard lookCount != lastLook else { break }
        lastLook = lookCount
      }
      isJoined = false
      return outcome
    }
  }

  /// Waits for the end of one that was cancelled, but no longer than so many seconds.
  func waitForEnd(_ patience: TimeInterval) -> Outcome? {
    condition.withLock {
      let end = Date(timeIntervalSinceNow: patience)
      while outcome == nil, condition.wait(until: end) {}
      return outcome
    }
  }
}

// MARK: On the thread

extension CatchUp {
  private func outcome(
    of model: RunModel, _ level: RecordLevel,
    _ open: () throws(SessionError) -> any SessionOutput, _ tell: (Progress) -> Void
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
      // Its tear-down may take a while: the file goes before that.
      defer { withExtendedLifetime(repetition) {} }
      guard let repetition = try catchUp(repetition, tell) else {
        output.discard()
        return .cancelled
      }
      return .caughtUp(repetition.writer, path: output.path)
    } catch {
      output.discard()
      return .failed(error)
    }
  }

  /// The repetition at the last goal; nil where it was given up before.
  private func catchUp(
    _ repetition: Repetition?, _ tell: (Progress) -> Void
  ) throws(SessionError) -> Repetition? {
    guard let repetition else { return nil }
    tell(.came(share: 0))
    var lastRest = Int.max
    var isNear = false
    while let goal = nextGoal {
      try follow(goal.goal, repetition, tell)
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
      tell(.isNear)
    }
    return nil
  }

  private func follow(
    _ goal: Goal, _ repetition: Repetition, _ tell: (Progress) -> Void
  ) throws(SessionError) {
    let clock = ContinuousClock()
    var next = clock.now + CatchUp.reportInterval
    try repetition.follow(goal) {
      if clock.now >= next {
        next = clock.now + CatchUp.reportInterval
        let whole = max(present.eventCount, 1)
        tell(.came(share: Double(repetition.eventCount) / Double(whole)))
      }
      return goesOn
    }
  }

  private var goesOn: Bool {
    condition.withLock {
      lookCount += 1
      return !isCancelled
    }
  }

  /// Whether it is still waited for, so that the last goal is the end; the answer yes holds.
  private var completes: Bool {
    condition.withLock {
      isComplete = isJoined && !hasNewGoal && !isCancelled
      return isComplete
    }
  }

  private var present: Goal { condition.withLock { goal } }

  /// Waits for a goal that is not reached yet, or for the last one; nil once all is given up.
  private var nextGoal: (goal: Goal, isLast: Bool)? {
    condition.withLock {
      while !hasNewGoal, !isJoined, !isCancelled { condition.wait() }
      hasNewGoal = false
      return isCancelled ? nil : (goal, isJoined)
    }
  }
}
