import WeirAnalysis
import WeirEvents

/// How often tasks of a kind end with each outcome.
struct OutcomeRates: Sendable {
  private(set) var completed: Rate
  private(set) var failed: Rate
  private(set) var cancelled: Rate
  private(set) var timedOut: Rate

  init(over memory: Double) {
    completed = Rate(over: memory)
    failed = Rate(over: memory)
    cancelled = Rate(over: memory)
    timedOut = Rate(over: memory)
  }

  mutating func count(_ outcome: TaskOutcome, at instant: VirtualInstant) {
    switch outcome {
    case .completed: completed.count(at: instant)
    case .failed: failed.count(at: instant)
    case .cancelled: cancelled.count(at: instant)
    case .timedOut: timedOut.count(at: instant)
    }
  }
}
