import WeirEvents

/// The figures of a run up to an instant, in sections that always have the same order.
///
/// What a run does not have is left out: one without queues has no figures of queues.
public struct RunFigures: Sendable {
  /// The sections, such as the latencies or the queues.
  let sections: [[Figure]]

  /// All figures, in order.
  public var all: [Figure] { sections.flatMap(\.self) }

  /// Measures a run as far as it is known.
  ///
  /// - Parameter clearedCount: How many kinds of findings were cleared. They count besides the
  ///   kinds of those that hold; `nil` counts those that hold one by one.
  /// - Complexity: Linear in the number of queues and pools and in the size of their histograms:
  ///   for reports and frames, not per event.
  public init(_ analysis: Analysis, clearedCount: Int? = nil) {
    let source = FigureSource(analysis: analysis, clearedCount: clearedCount)
    sections = [
      source.rates, source.latency, source.items, source.queues, source.pools, source.timeouts,
      source.retries, source.workers, source.outcome,
    ]
  }
}

/// Where the figures of a run come from.
private struct FigureSource {
  let analysis: Analysis
  let clearedCount: Int?

  private var metrics: Metrics { analysis.metrics }
  private var now: VirtualInstant { analysis.now }

  var rates: [Figure] {
    [
      Figure("goodput", .perSecond, .higher, metrics.goodputPerSecond(until: now)),
      Figure("throughput", .perSecond, .higher, metrics.throughputPerSecond(until: now)),
    ]
  }

  var latency: [Figure] {
    let latency = metrics.latency
    guard latency.count > 0 else { return [] }
    let quantiles = latency.quantiles([0.5, 0.9, 0.99])
    let named = zip(["p50", "p90", "p99"], quantiles).map { name, quantile in
      Figure("latency.\(name)", .seconds, .lower, quantile.seconds)
    }
    return [Figure("latency.mean", .seconds, .lower, latency.meanSeconds)] + named + [
      Figure("latency.max", .seconds, .lower, latency.maximum?.seconds)
    ]
  }

  var items: [Figure] {
    let items = metrics.items
    guard items.produced > 0 else { return [] }
    return [
      count("items.completed", "completed", .higher, items.completed),
      count("items.failed", "failed", .lower, items.failed),
      count("items.dropped", "dropped", .lower, items.dropped),
      count("items.lost", "lost", .lower, items.lost),
    ]
  }

  var queues: [Figure] {
    analysis.queuesByName.flatMap { queue in
      let record = queue.record
      let name = "queues.\(record.name)"
      return [
        Figure(
          "\(name).meanDepth", "\(record.name) depth mean", .count, .neither,
          queue.metrics.meanDepth(until: now)),
        count(
          "\(name).maximumDepth", "\(record.name) depth max", .neither, record.highWaterMark),
      ] + waits("\(name).wait", "\(record.name) wait", queue.metrics.wait) + [
        Figure(
          "\(name).blocked", "\(record.name) blocked", .seconds, .lower,
          Double(queue.blocked.lengths.sum) / 1e9)
      ]
    }
  }

  var pools: [Figure] {
    analysis.poolsByName.flatMap { pool in
      let record = pool.record
      let name = "pools.\(record.name)"
      return [
        Figure(
          "\(name).meanInUse", "\(record.name) in use mean", .count, .neither,
          pool.metrics.meanInUse(until: now))
      ] + waits("\(name).wait", "\(record.name) wait", pool.waits.lengths) + [
        count("\(name).timeouts", "\(record.name) timeouts", .lower, record.timeouts),
        count("\(name).leaked", "\(record.name) leaked", .lower, record.leaked),
      ]
    }
  }

  private func waits(_ name: String, _ label: String, _ wait: DurationHistogram) -> [Figure] {
    guard wait.count > 0 else { return [] }
    return [
      Figure("\(name).mean", "\(label) mean", .seconds, .lower, wait.meanSeconds),
      Figure("\(name).p99", "\(label) p99", .seconds, .lower, wait.quantile(0.99)?.seconds),
    ]
  }

  var timeouts: [Figure] {
    let counts = analysis.timeouts.counts
    guard counts.armed > 0 else { return [] }
    return [
      count("timeouts.fired", "timed out", .lower, counts.fired),
      Figure("timeouts.overrun", "overrun", .seconds, .lower, counts.wasted.seconds),
    ]
  }

  var retries: [Figure] {
    let retries = metrics.retries
    guard let amplification = retries.amplification else { return [] }
    return [
      Figure("retries.attemptsPerCall", "attempts per call", .count, .lower, amplification),
      count("retries.exhausted", "given up", .lower, retries.exhausted),
    ]
  }

  var workers: [Figure] {
    let loop = analysis.workers.records.filter { !$0.isBackground }
    let beside = analysis.workers.records.filter(\.isBackground)
    return workers("workers", "workers busy", loop) + workers("offload", "background busy", beside)
      + lag
  }

  private func workers(_ name: String, _ label: String, _ records: [WorkerRecord]) -> [Figure] {
    guard !records.isEmpty else { return [] }
    let busy = records.reduce(0) { $0 + $1.utilization(until: now) }
    return [
      Figure("\(name).utilization", label, .share, .neither, busy / Double(records.count))
    ]
  }

  /// How long ready tasks waited for a worker: not at all, unless something blocks the loop.
  private var lag: [Figure] {
    guard let longest = metrics.readyWait.maximum, longest > .zero else { return [] }
    return [Figure("workers.readyWait.max", "ready wait max", .seconds, .lower, longest.seconds)]
  }

  var outcome: [Figure] {
    [
      count("tasks.failed", "tasks failed", .lower, metrics.tasks.failed),
      Figure("wasted", .seconds, .lower, metrics.wastedSeconds),
      count("findings", "findings", .lower, findingCount),
    ]
  }

  /// With findings that were cleared, those of one kind are one, as these are.
  private var findingCount: Int {
    clearedCount.map { analysis.foldedFindings.count + $0 } ?? analysis.findings.count
  }

  private func count(
    _ name: String, _ label: String, _ direction: Figure.Direction, _ value: Int
  ) -> Figure {
    Figure(name, label, .count, direction, Double(value))
  }
}
