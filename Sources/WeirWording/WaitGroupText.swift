package import WeirAnalysis
import WeirEvents
import WeirScreen

/// A group of waiting tasks in words: a row of who waits for what, and who holds it.
package struct WaitGroupText: Hashable {
  /// The tasks: `worker ×6`, or the name of the only one.
  package let who: String
  /// What they wait for: `lock db`, `room in jobs`.
  package let what: String
  /// The same without its kind, for where there is little room: `db`, `jobs`.
  package let briefWhat: String
  /// Who could end that: `held by worker-3 for 41.0s`, or that nobody is known to; empty if tasks
  /// don't.
  package let holders: String
  /// The same without the time: `held by worker-3`.
  package let untimedHolders: String
  /// The same without verbs, for where there is little room: `worker-3`.
  package let briefHolders: String
  /// How many more could end it, after that: ` +2`; empty if none could.
  package let furtherHolders: String
  /// How long the first of them has waited: `41.0s`.
  package let time: String
  /// Where it waits: `db.py:88`; empty if that is unknown.
  package let place: String

  /// The words for a group, of an analysis that has reached its `now`.
  package init(_ group: WaitGroup, in analysis: Analysis) {
    who = group.count == 1 ? analysis.name(of: group.task) : "\(group.role) ×\(group.count)"
    what = WaitGroupText.what(group, analysis)
    briefWhat = WaitGroupText.briefWhat(group, analysis) ?? what
    holders = WaitGroupText.holders(group, analysis)
    untimedHolders = WaitGroupText.holders(group, analysis, isTimed: false)
    let further = group.holderCount - 1
    if let first = WaitGroupText.briefHolders(group, analysis) {
      let more = group.hasUnlistedHolders ? " +…" : " +\(further)"
      (briefHolders, furtherHolders) = (first, further > 0 ? more : "")
    } else {
      let isKnown = group.wait.nobody(in: analysis).isEmpty
      let brief = group.isAbandoned ? "nobody left" : isKnown ? holders : "nobody known"
      (briefHolders, furtherHolders) = (brief, "")
    }
    time = TimeText.short(group.since.duration(to: analysis.now))
    place = group.place.description
  }

  private static func what(_ group: WaitGroup, _ analysis: Analysis) -> String {
    let name = group.wait.place(in: analysis) ?? ""
    switch group.wait {
    case .sleep(.endOfTime): return "sleeps forever"
    case .sleep: return "sleeps"
    case .queuePut: return "room in \(name)"
    case .queueGet: return "item from \(name)"
    case .join: return "\(name) to be done"
    case .child(let child): return "end of \(group.count == 1 ? name : role(of: child, analysis))"
    case .children: return "children"
    case .work: return "computes on \(name)"
    case .poolAcquire, .other: return name
    case .batch: return "batch of \(name)"
    case .offload: return "offloaded"
    }
  }

  /// The name alone of what has a kind; `nil` if it has none.
  private static func briefWhat(_ group: WaitGroup, _ analysis: Analysis) -> String? {
    switch group.wait {
    case .poolAcquire(let pool): analysis.pools.name(of: pool)
    case .queuePut, .queueGet, .join: group.wait.place(in: analysis)
    case .sleep, .child, .children, .work, .batch, .offload, .other: nil
    }
  }

  private static func role(of task: TaskID, _ analysis: Analysis) -> String {
    guard let record = analysis.tasks[task] else { return "task" }
    return "\(record.role.isEmpty ? record.name.stem : record.role)"
  }

  private static func holders(
    _ group: WaitGroup, _ analysis: Analysis, isTimed: Bool = true
  ) -> String {
    let words = group.wait.kind.words.resolvers
    if case .offload = group.wait { return offloaded(group, analysis) }
    guard let first = group.holders.first else {
      return group.isAbandoned ? words.none : group.wait.nobody(in: analysis)
    }
    if case .child = group.wait { return group.count == 1 ? "" : "first \(name(first, analysis))" }
    let others = group.hasUnlistedHolders ? "others" : "\(group.holderCount - 1) more"
    let more = group.holderCount > 1 ? " and \(others)" : ""
    let since = isTimed ? first.since : nil
    let time = since.map { " for \(TimeText.short($0.duration(to: analysis.now)))" } ?? ""
    let ending = first.hasEnded ? ", which has ended" : ""
    return "\(words.relation) \(name(first, analysis))\(ending)\(time)\(more)"
  }

  /// The first of those that could end the wait; `nil` if there are none.
  private static func briefHolders(_ group: WaitGroup, _ analysis: Analysis) -> String? {
    guard group.wait != .offload, let first = group.holders.first else { return nil }
    return first.task == .none ? "unknown" : analysis.name(of: first.task)
  }

  /// Where the work runs that tasks have handed to background workers, or how much of it does.
  private static func offloaded(_ group: WaitGroup, _ analysis: Analysis) -> String {
    let busy = analysis.workers.records.filter { $0.isBackground && $0.occupant != nil }
    guard !busy.isEmpty else { return "" }
    if group.count == 1, let worker = analysis.backgroundWorker(of: group.task) {
      return "in \(analysis.workers.name(of: worker.id))"
    }
    let running = busy.count { worker in
      guard let record = worker.occupant.flatMap({ analysis.tasks[$0.task] }), record.isLive,
        record.wait == .offload
      else { return false }
      return (record.role.isEmpty ? record.name.stem : record.role) == group.role
    }
    if running == 0 { return "not begun: \(busy.count) busy with other work" }
    return running < group.count
      ? "\(running) run, \(group.count - running) not begun" : "all \(running) run"
  }

  private static func name(_ holder: WaitHolder, _ analysis: Analysis) -> String {
    holder.task == .none ? "an unknown task" : analysis.name(of: holder.task)
  }
}

extension WaitGroup {
  /// Whether it waits for more tasks than the log lists, so that they can't be counted.
  fileprivate var hasUnlistedHolders: Bool {
    guard case .children(let awaited) = wait else { return false }
    return awaited.tasks.count >= AwaitedTasks.limit
  }
}
