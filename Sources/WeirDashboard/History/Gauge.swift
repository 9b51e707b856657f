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
    /// Items in the batch that fills.
    case batcher(BatcherID)
    /// Tasks that could run and have no worker.
    case ready
    /// Tasks that have failed and wait to try again.
    case retrying
    /// Tasks that work on although their deadline has passed.
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

  /// What it is called where several are to be told apart.
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

  /// What is counted, in the plural; empty where the name says it.
  var unit: String {
    switch subject {
    case .queue, .batcher: "items"
    case .pool: "tasks"
    case .late: "tasks past their deadline"
    case .ready, .retrying, .live: ""
    }
  }

  /// Whether somebody can be held up by it.
  var canBlock: Bool {
    switch subject {
    case .queue, .pool: true
    case .batcher, .ready, .retrying, .late, .live: false
    }
  }

  /// How much there is to be seen in it: how long it held somebody up, and how full it was.
  func interest(in analysis: Analysis) -> Double {
    let size = Double(capacity(in: analysis) ?? max(history.highest, 8))
    return 2 * history.blockedShare + min(history.mean / max(size, 1), 1)
  }

  /// How long whoever waits there has waited; nothing where that is not measured.
  func waits(in metrics: Metrics) -> DurationHistogram? {
    switch subject {
    case .queue(let id): metrics[id]?.wait
    case .pool(let id): metrics[id]?.wait
    case .batcher, .ready, .retrying, .late, .live: nil
    }
  }

  /// The limit of what is counted, where there is one.
  func capacity(in analysis: Analysis) -> Int? {
    switch subject {
    case .queue(let id): analysis.queues[id]?.capacity
    case .pool(let id): analysis.pools[id]?.capacity
    case .batcher(let id): analysis.batchers[id]?.size
    case .ready, .retrying, .late, .live: nil
    }
  }
}
