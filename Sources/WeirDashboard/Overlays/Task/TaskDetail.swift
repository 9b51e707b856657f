import WeirAnalysis
import WeirEvents
import WeirWording

/// Everything known about one task, as values: the content of its page, whatever its size.
struct TaskDetail {
  let record: TaskRecord
  let run: RunHistory

  /// Returns `nil` if the task's record is no longer kept.
  init?(_ task: TaskID, in run: RunHistory) {
    guard let record = run.analysis.tasks[task] else { return nil }
    self.record = record
    self.run = run
  }

  private var analysis: Analysis { run.analysis }

  /// The instant up to which its life is known: now, or its end.
  var end: VirtualInstant { record.isLive ? analysis.now : record.since }

  /// How long it has been, or was, alive.
  var age: Duration { record.created.duration(to: end) }

  /// Its parent, the parent of that and so on, the oldest first; only tasks whose records are kept.
  var ancestors: [TaskRecord] {
    var found: [TaskRecord] = []
    var next = analysis.tasks[record.parent]
    while let parent = next, found.count < 32 {
      found.append(parent)
      next = analysis.tasks[parent.parent]
    }
    return found.reversed()
  }

  /// How long it has spent in each activity, in the order of activities.
  var shares: [(activity: Activity, time: Duration, share: Double)] {
    guard let life = run.lives[record.id] else { return [] }
    let total = max(age.seconds, 1e-9)
    return Life.activities.compactMap { activity in
      let time = life.time(activity, until: end)
      return time > .zero || activity == life.activity && !activity.isOver
        ? (activity, time, time.seconds / total) : nil
    }
  }

  /// What it waits for; `nil` once it has ended.
  var wait: WaitExplanation? {
    record.isLive ? WaitExplanation(record, in: analysis, run.clock) : nil
  }

  /// The path of its cancellation; `nil` if it was not cancelled.
  var cancellation: CancellationPath? {
    let requester = record.cancellation.map { $0.requestedBy } ?? .none
    let name = requester == .none ? "code outside any task" : analysis.tasks.name(of: requester)
    return CancellationPath(record, requester: name, at: analysis.now, run.clock)
  }

  /// Its open deadlines.
  var timeouts: [TimeoutRecord] {
    run.timeoutHistory.open(of: record.id).compactMap { analysis.timeouts[$0] }
  }

  /// The findings about it.
  var findings: [Finding] {
    analysis.findings.filter { FindingCounts.isAbout(record, $0) }
  }

  /// The cycle of waits that it is part of.
  var cycle: [WaitLink]? {
    analysis.waitCycles.first { cycle in cycle.contains { $0.task == record.id } }
  }

  /// The task that Enter leads to: the one it waits for, else its parent.
  var neighbour: TaskID? {
    let awaited = wait?.resolvers.first { analysis.tasks[$0.task] != nil }?.task
    return awaited ?? (analysis.tasks[record.parent] == nil ? nil : record.parent)
  }
}
