import Foundation
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirTrace

/// Repeats a run from its start beside the live one, this time with a log, until it has come as far.
///
/// A run can be repeated, so that a recording that starts in the middle still begins at the first instant. It never goes
/// further than the live run has come: what is done to that next is not known yet. The live run goes on meanwhile; once the
/// rest is short, or gets no shorter, it is waited for with `join`.
final class CatchUp: @unchecked Sendable {
  /// How far the live run has come, and what was done to it.
  struct Goal: Sendable {
    var eventCount: Int
    var now: VirtualInstant
    var state: RunState
    var inputs: [TimedInput]
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
    case caughtUp(RunBook, path: String)
    case failed(SessionError)
    /// It was given up, and its file was removed.
    case cancelled(path: String)
  }

  /// A rest of so many events is short: it takes some milliseconds.
  private static let shortRest = 10_000
  private static let reportInterval = Duration.milliseconds(100)

  private let condition = NSCondition()
  private var goal: Goal
  private var hasNewGoal = true
  private var isJoined = false
  private var isCancelled = false
  private var outcome: Outcome?

  /// Starts to repeat a run, as it was at its start.
  ///
  /// - Parameters:
  ///   - level: how much goes into the log.
  ///   - open: opens the file of the log; called on the thread of the repetition.
  ///   - tell: is called there, too.
  init(
    of start: RunSpecification, _ empty: RunBook, to goal: Goal, level: RecordLevel,
    open: @escaping @Sendable () throws(SessionError) -> any SessionOutput,
    tell: @escaping @Sendable (CatchUp, Progress) -> Void
  ) {
    self.goal = goal
    let thread = Thread { [self] in
      let tell = { tell(self, $0) }
      let outcome = outcome(of: start, empty, level, open, tell)
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

  /// Gives up soon; the file goes if it was new.
  func cancel() {
    condition.withLock {
      isCancelled = true
      condition.broadcast()
    }
  }

  /// Waits until the repetition has come to the last goal, or was cancelled, or failed; the live run waits meanwhile.
  ///
  /// - Parameter patience: nil is returned when it is over.
  func join(patience: TimeInterval? = nil) -> Outcome? {
    condition.withLock {
      isJoined = true
      condition.broadcast()
      if let patience {
        let end = Date(timeIntervalSinceNow: patience)
        while outcome == nil, condition.wait(until: end) {}
      } else {
        while outcome == nil { condition.wait() }
      }
      return outcome
    }
  }
}

// MARK: On the thread

extension CatchUp {
  private func outcome(
    of start: RunSpecification, _ empty: RunBook, _ level: RecordLevel,
    _ open: () throws(SessionError) -> any SessionOutput, _ tell: (Progress) -> Void
  ) -> Outcome {
    let output: any SessionOutput
    do throws(SessionError) { output = try open() } catch { return .failed(error) }
    do throws(SessionError) {
      let header = SessionHeader(start, version: Weir.version, started: WallTime.now)
      var book = empty
      book.beginLog(try SessionWriter(header, level: level, to: output))
      guard let repetition = try catchUp(Repetition(of: start, book), tell) else {
        output.discard()
        return .cancelled(path: output.path)
      }
      return .caughtUp(repetition.book, path: output.path)
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
      if goal.isLast { return isGivenUp ? nil : repetition }
      let rest = present.eventCount - repetition.book.analysis.eventCount
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
        tell(.came(share: Double(repetition.book.analysis.eventCount) / Double(whole)))
      }
      return !isGivenUp
    }
  }

  private var isGivenUp: Bool { condition.withLock { isCancelled } }

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
