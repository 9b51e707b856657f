import WeirAnalysis
import WeirEvents
import WeirWording

/// All that is known of one task, as values: what its page tells, whatever its size.
struct TaskDetail {
  let record: TaskRecord
  let run: RunHistory

  /// Nothing where the task has long been forgotten.
  init?(_ task: TaskID, in run: RunHistory) {
    guard let record = run.analysis.tasks[task] else { return nil }
    self.record = record
    self.run = run
  }

  private var analysis: Analysis { run.analysis }

  /// Up to when it is known: now, or its end.
  var end: VirtualInstant { record.isLive ? analysis.now : record.since }

  /// How long it has lived.
  var age: Duration { record.created.duration(to: end) }

  /// Its parent's parent and so on, the eldest first; of those that are forgotten nothing is said.
  var ancestors: [TaskRecord] {
    var found: [TaskRecord] = []
    var next = analysis.tasks[record.parent]
    while let parent = next, found.count < 32 {
      found.append(parent)
      next = analysis.tasks[parent.parent]
    }
    return found.reversed()
  }

  /// How long it has done what, in the order of activities.
  var shares: [(activity: Activity, time: Duration, share: Double)] {
    guard let life = run.lives[record.id] else { return [] }
    let total = max(age.seconds, 1e-9)
    return Life.activities.compactMap { activity in
      let time = life.time(activity, until: end)
      return time > .zero || activity == life.activity && !activity.isOver
        ? (activity, time, time.seconds / total) : nil
    }
  }

  /// What it waits for; nothing once it is over.
  var wait: WaitExplanation? { record.isLive ? WaitExplanation(record, in: analysis) : nil }

  /// How a request to stop it goes.
  var seek: CancellationPath? {
    let asker = record.cancellation.map { $0.requestedBy } ?? .none
    let name = asker == .none ? "someone outside of all tasks" : analysis.tasks.name(of: asker)
    return CancellationPath(record, asker: name, at: analysis.now)
  }

  /// Its deadlines that are not settled.
  var timeouts: [TimeoutRecord] {
    run.timeoutHistory.open(of: record.id).compactMap { analysis.timeouts[$0] }
  }

  /// What the lints say of it.
  var findings: [Finding] {
    analysis.findings.filter { FindingCounts.isAbout(record, $0) }
  }

  /// The cycle of waits that it is in.
  var cycle: [WaitLink]? {
    analysis.waitCycles.first { cycle in cycle.contains { $0.task == record.id } }
  }

  /// The task that one wants to see next: the one that it waits for, else its parent.
  var neighbour: TaskID? {
    let awaited = wait?.resolvers.first { analysis.tasks[$0.task] != nil }?.task
    return awaited ?? (analysis.tasks[record.parent] == nil ? nil : record.parent)
  }
}
