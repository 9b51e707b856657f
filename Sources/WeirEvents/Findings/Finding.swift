/// What a lint has found: the subject, since when, and the evidence.
public struct Finding: Sendable {
  /// The lint that raised it.
  public var lint: Lint
  /// What it is about: a task, queue, pool or worker by name, or the role of several tasks.
  public var subject: String
  /// Since when it has held.
  public var since: VirtualInstant
  /// What was observed, with numbers, in one sentence.
  public var evidence: String
  /// The group of the subject, such as the role of a task: findings with the same lint and group
  /// are shown as one.
  public var group: String
  /// The number of subjects, such as tasks that were left behind.
  public var count: Int
  /// The place in the source that it leads to, such as where a task waits or a queue was created;
  /// unknown if there is none. It is no part of what makes findings equal, so that an edit
  /// elsewhere in a file changes no finding.
  public var place: CallSite
  /// The cause, if the lint can tell causes apart.
  public var cause: Cause?
  /// The number of findings that were folded into it.
  public internal(set) var foldedCount = 1

  /// What can cause a finding, so that the advice fits it.
  public enum Cause: Hashable, Sendable {
    /// Most places of the pool are taken by connections that are being opened.
    case opening
    /// Most places of the pool are held by tasks that have ended.
    case leaked
    /// Most places of the pool are in use.
    case used
    /// A call that waits without yielding, such as `time.sleep`.
    case blockingCall
    /// No task has ever taken an item of the queue.
    case neverTaken
    /// The lock that tasks wait for is in use.
    case lockInUse
    /// Most places of the semaphore that tasks wait for are in use.
    case semaphoreInUse
    /// Tasks wait for resources, such as locks, that they hold of each other.
    case heldByEachOther
    /// Tasks wait for each other to end.
    case awaitedByEachOther
    /// Tasks wait for the end of others, which need what these hold.
    case awaitedWhileHolding
    /// Items of a queue that a task joins are not marked done.
    case itemsNotDone
  }

  /// A finding; the group is the subject unless given.
  public init(
    lint: Lint, subject: String, group: String? = nil, count: Int = 1, since: VirtualInstant,
    evidence: String, cause: Cause? = nil, place: CallSite = .unknown
  ) {
    self.lint = lint
    self.subject = subject
    self.group = group ?? subject
    self.count = count
    self.since = since
    self.evidence = evidence
    self.cause = cause
    self.place = place
  }

  /// The finding for all of some that were raised one after the other.
  public func repeated(_ count: Int) -> Finding {
    guard count > 1 else { return self }
    var finding = self
    (finding.count, finding.foldedCount) = (count, count)
    return finding
  }

  /// The subject, or, for several folded findings, their group and the number of subjects:
  /// `worker ×64`.
  public var title: String { foldedCount == 1 ? subject : "\(group) ×\(count)" }

  /// The evidence and, unless it names it, the place in the source: `… See app.py:12.`
  public var placedEvidence: String {
    let place = place.description
    return place.isEmpty || evidence.contains(place) ? evidence : "\(evidence) See \(place)."
  }
}

extension Finding: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.lint == right.lint && left.subject == right.subject && left.since == right.since
      && left.evidence == right.evidence && left.group == right.group && left.count == right.count
      && left.cause == right.cause && left.foldedCount == right.foldedCount
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(lint)
    hasher.combine(subject)
    hasher.combine(since)
  }
}

extension Sequence<Finding> {
  /// One finding for each lint and group, in the order in which the first of each was raised: since
  /// the first, with the evidence of the last.
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

/// The checks that watch a run. The raw value is the name in logs and summaries.
public enum Lint: String, Hashable, Sendable, CaseIterable {
  /// A task occupied a worker for too long.
  case loopBlocked = "loop-blocked"
  /// A task was cancelled and has not noticed.
  case cancellationUnnoticed = "cancellation-unnoticed"
  /// A task is still alive although its parent, or the whole run, has ended.
  case taskOutlivesParent = "task-outlives-parent"
  /// A queue is full most of the time.
  case queueSaturated = "queue-saturated"
  /// Work continues although its deadline has passed.
  case timedOutWorkRunning = "timed-out-work-running"
  /// Tasks failed, and nothing can ever observe their errors.
  case errorUnobserved = "error-unobserved"
  /// Tasks ended without releasing their resources.
  case resourceLeaked = "resource-leaked"
  /// Tasks retry without waiting, so that failures cause more load.
  case retryAmplification = "retry-amplification"
  /// Tasks wait for a pool most of the time.
  case poolStarved = "pool-starved"
  /// A pool opens a connection for nearly each use.
  case connectionPerUse = "connection-per-use"
  /// Tasks wait for each other, or for something that can never happen.
  case deadlock = "deadlock"
  /// A task received its cancellation and continued.
  case cancellationSwallowed = "cancellation-swallowed"
  /// Items wait in a queue whose every consumer has ended.
  case queueAbandoned = "queue-abandoned"
  /// A queue without a limit grows and grows.
  case queueGrowing = "queue-growing"
  /// Tasks that could run wait long for their turn.
  case workerStarved = "worker-starved"
}
