import WeirAnalysis
import WeirEvents
import WeirScreen

/// What a task does and on what it waits, in a few words.
enum WaitText {
  /// In a column times stand one below the other.
  static func text(_ task: TaskRecord, _ analysis: Analysis, isColumn: Bool = false) -> String {
    let activity = Activity(task)
    if activity.isOver || activity == .cleaningUp { return activity.word }
    switch task.wait {
    case .sleep(.endOfTime): return "sleeps for ever"
    case .sleep(let instant):
      let left = analysis.now.duration(to: instant)
      let time = TimeText.short(max(left, .zero))
      let verb = activity == .serving ? "serves" : "sleeps"
      return isColumn
        ? "\(verb) \(time.leftPadded(to: 7))" : "\(verb) \(time.leftPadded(to: 5)) more"
    case .queuePut(let queue): return "blocked by \(analysis.queues.name(of: queue))"
    case .queueGet(let queue): return "idle at \(analysis.queues.name(of: queue))"
    case .join(let queue):
      let unfinished = analysis.queues[queue]?.unfinished ?? 0
      return isColumn
        ? "joins: \(unfinished) left"
        : "joins \(analysis.queues.name(of: queue)), \(unfinished) unfinished"
    case .child(let child): return "waits for \(analysis.tasks.name(of: child))"
    case .work(let worker): return "computes on \(analysis.workers.name(of: worker))"
    case .poolAcquire(let pool): return "waits for \(analysis.pools.name(of: pool))"
    case .batch(let batcher): return "waits for \(analysis.batchers.name(of: batcher))"
    case .children: return "waits for \(children(task.liveChildren))"
    case .offload: return "waits for a worker"
    case .other(let what): return "waits for \(what)"
    case nil: return activity.word
    }
  }

  /// The name of what is waited for; nothing where it has none.
  static func place(_ wait: Wait, _ analysis: Analysis) -> String? {
    switch wait {
    case .queuePut(let id), .queueGet(let id), .join(let id): analysis.queues.name(of: id)
    case .poolAcquire(let id): analysis.pools.name(of: id)
    case .batch(let id): analysis.batchers.name(of: id)
    case .child(let id): analysis.tasks.name(of: id)
    case .work(let id): analysis.workers.name(of: id)
    case .sleep, .children, .offload: kind(wait)
    case .other(let what): what.description
    }
  }

  /// What sort of thing is waited for, in one word.
  static func kind(_ wait: Wait) -> String {
    switch wait {
    case .sleep: "time"
    case .queuePut, .queueGet, .join: "queue"
    case .poolAcquire: "pool"
    case .batch: "batch"
    case .child, .children: "children"
    case .work, .offload: "worker"
    case .other: "other"
    }
  }

  private static func children(_ count: Int) -> String {
    count == 1 ? "a child" : "\(count) children"
  }
}
