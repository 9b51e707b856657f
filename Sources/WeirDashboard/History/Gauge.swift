import WeirAnalysis
import WeirEvents

/// A number that goes up and down in a run, over time.
struct Gauge: Sendable {
  /// What is counted.
  enum Subject: Sendable, Hashable {
    /// Items that wait in a queue.
    case queue(QueueID)
    /// Tasks that hold a resource of a pool, and those that wait for one.
    case pool(PoolID)
    /// Items in the batch that is being filled.
    case batcher(BatcherID)
    /// Tasks that are ready and have no worker.
    case ready
    /// Tasks that failed and wait to retry.
    case retrying
    /// Tasks that continue after their deadline.
    case late
    /// Live tasks, the main task aside.
    case live
  }

  var subject: Subject
  var history: DepthHistory

  init(_ subject: Subject, since instant: VirtualInstant) {
    self.subject = subject
    history = DepthHistory(since: instant)
  }

  /// Its name, where there are several.
  func name(in analysis: Analysis) -> String {
    switch subject {
    case .queue(let id): analysis.queues.name(of: id)
    case .pool(let id): analysis.pools.name(of: id)
    case .batcher(let id): analysis.batchers.name(of: id)
    case .ready: "ready tasks"
    case .retrying: "waiting to retry"
    case .late: "late work"
    case .live: "live tasks"
    }
  }

  /// What is counted, in the plural; empty if the name says it.
  var unit: String {
    switch subject {
    case .queue, .batcher: "items"
    case .pool: "tasks"
    case .late: "tasks past their deadline"
    case .ready, .retrying, .live: ""
    }
  }

  /// Whether it can hold up a task.
  var canBlock: Bool {
    switch subject {
    case .queue, .pool: true
    case .batcher, .ready, .retrying, .late, .live: false
    }
  }

  /// How interesting it is: how long it held up tasks, and how full it was.
  func interest(in analysis: Analysis) -> Double {
    let size = Double(capacity(in: analysis) ?? max(history.highest, Gauge.usualSize))
    return 2 * history.blockedShare + min(history.mean / max(size, 1), 1)
  }

  /// How long tasks or items waited there; `nil` if that is not measured.
  func waits(in metrics: Metrics) -> DurationHistogram? {
    switch subject {
    case .queue(let id): metrics[id]?.wait
    case .pool(let id): metrics[id]?.wait
    case .batcher, .ready, .retrying, .late, .live: nil
    }
  }

  /// The size that a gauge without a limit is compared with, if it was never higher.
  private static let usualSize = 8

  /// The limit of what is counted; `nil` if there is none.
  func capacity(in analysis: Analysis) -> Int? {
    switch subject {
    case .queue(let id): analysis.queues[id]?.capacity
    case .pool(let id): analysis.pools[id]?.capacity
    case .batcher(let id): analysis.batchers[id]?.size
    case .ready, .retrying, .late, .live: nil
    }
  }
}
