/// What a lint has to say: about whom, since when, and on what evidence.
public struct Finding: Hashable, Sendable {
  public var lint: Lint
  /// Who it is about: a task, queue, pool or worker by name, or the role of many tasks.
  public var subject: String
  /// Since when it has been so.
  public var since: VirtualInstant
  /// What was seen, with numbers, in one sentence.
  public var evidence: String
  /// What the subject is one of, such as the role of a task: findings of one lint and group are
  /// shown as one.
  public var group: String
  /// How many subjects it is about, such as tasks that were left behind.
  public var count: Int
  /// What brought it about, where the lint can tell causes apart.
  public var cause: Cause?
  /// Of how many findings it was folded.
  public internal(set) var foldedCount = 1

  /// What can bring a finding about, so that the advice can fit it.
  public enum Cause: Hashable, Sendable {
    /// Most places of the pool are taken by connections that are being opened.
    case opening
    /// Most places of the pool are held by tasks that have ended.
    case leaked
    /// Most places of the pool are in use.
    case used
  }

  public init(
    lint: Lint, subject: String, group: String? = nil, count: Int = 1, since: VirtualInstant,
    evidence: String, cause: Cause? = nil
  ) {
    self.lint = lint
    self.subject = subject
    self.group = group ?? subject
    self.count = count
    self.since = since
    self.evidence = evidence
    self.cause = cause
  }

  /// The subject, or, of several findings, their group and how many subjects they are about:
  /// `worker ×64`.
  public var title: String { foldedCount == 1 ? subject : "\(group) ×\(count)" }
}

extension Sequence<Finding> {
  /// One for each lint and group, in the order in which the first of them came: since the first,
  /// and with the evidence of the last.
  public var folded: [Finding] {
    var places: [[String]: Int] = [:]
    var folded: [Finding] = []
    for finding in self {
      let key = [finding.lint.rawValue, finding.group]
      guard let place = places[key] else {
        places[key] = folded.count
        folded.append(finding)
        continue
      }
      var sum = finding
      sum.since = Swift.min(finding.since, folded[place].since)
      sum.count += folded[place].count
      sum.foldedCount += folded[place].foldedCount
      sum.subject = sum.group
      folded[place] = sum
    }
    return folded
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
  /// Tasks wait for a pool most of the time.
  case poolStarved = "pool-starved"
  /// A pool opens a connection for nearly each use.
  case connectionPerUse = "connection-per-use"
  /// Tasks wait for each other, or for what can never come.
  case deadlock = "deadlock"
}
