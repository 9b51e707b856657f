/// What a lint has to say: about whom, since when, and on what evidence.
public struct Finding: Hashable, Sendable {
  public var lint: Lint
  /// Who it is about: a task, queue, pool or worker by name, or the role of many tasks.
  public var subject: String
  /// Since when it has been so.
  public var since: VirtualInstant
  /// What was seen, with numbers, in one sentence.
  public var evidence: String

  public init(lint: Lint, subject: String, since: VirtualInstant, evidence: String) {
    self.lint = lint
    self.subject = subject
    self.since = since
    self.evidence = evidence
  }
}

/// The checks that run beside a simulation. The raw value is the name in logs and summaries.
public enum Lint: String, Hashable, Sendable, CaseIterable {
  /// A worker was held by one task for long.
  case loopBlocked = "loop-blocked"
  /// A task was asked to stop and has not noticed.
  case cancellationUnnoticed = "cancellation-unnoticed"
  /// A task lives on although its parent, or the whole run, has ended.
  case taskOutlivesParent = "task-outlives-parent"
  /// A queue has been full for most of the time.
  case queueSaturated = "queue-saturated"
  /// Work goes on although its deadline has passed.
  case timedOutWorkRunning = "timed-out-work-running"
  /// Tasks failed, and nobody can ever see why.
  case errorUnobserved = "error-unobserved"
  /// Tasks ended and hold resources still.
  case resourceLeaked = "resource-leaked"
  /// Tasks try again without waiting, so that trouble makes more load.
  case retryAmplification = "retry-amplification"
  /// Tasks wait for a pool most of the time, or a pool is none: connections are opened for one use each.
  case poolStarved = "pool-starved"
  /// Tasks wait for each other, or for what can never come.
  case deadlock = "deadlock"
}
