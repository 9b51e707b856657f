import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScreen

extension SummaryText {
  var queues: [(String, String)] {
    model.analysis.queuesByName.flatMap { queue in
      let record = queue.record
      let depth = TimeText.decimal(queue.metrics.meanDepth(until: model.analysis.now), 2)
      let most = most(record.highWaterMark, of: record.capacity)
      return [
        ("queue", "\(record.name): mean depth \(depth), maximum \(most)"),
        ("waited", spread(queue.metrics.wait)),
        ("blocked", spread(queue.blocked, "still blocked")),
      ]
    }
  }

  var pools: [(String, String)] {
    model.analysis.poolsByName.flatMap { pool in
      let record = pool.record
      let mean = TimeText.decimal(pool.metrics.meanInUse(until: model.analysis.now), 2)
      let most = most(record.highWaterMark, of: record.capacity)
      let use = "\(record.name): mean \(mean) in use, maximum \(most)"
      let counts = """
        \(record.acquisitions) acquired, \(record.timeouts) timed out, \(record.leaked) leaked; \
        \(record.opened) opened
        """
      return [("pool", use), ("", counts), ("waited", spread(pool.waits, "still waiting"))]
    }
  }

  /// The maximum and the limit, which may have been higher at that time.
  private func most(_ count: Int, of limit: Int?) -> String {
    guard let limit else { return "\(count), unlimited" }
    return count <= limit ? "\(count) of \(limit)" : "\(count); the limit is now \(limit)"
  }

  var batches: [(String, String)] {
    model.analysis.batchers.recordsByName.map { record in
      let mean = TimeText.decimal(record.meanSize ?? 0, 2)
      let text = """
        \(record.name): \(record.flushed) flushed with \(CountText(record.items, "item")), mean size \(mean); \
        \(record.flushedCount(.size)) full, \(record.flushedCount(.linger)) after lingering, \
        \(record.flushedCount(.drain)) when draining
        """
      return ("batches", text)
    }
  }

  var retries: [(String, String)] {
    let retries = metrics.retries
    guard retries.attempts > 0 else { return [] }
    let text = """
      \(CountText(retries.calls, "call")), \(CountText(retries.attempts, "attempt")), \
      \(CountText(retries.exhausted, "call")) given up
      """
    return [("retries", text)]
  }

  var timeouts: [(String, String)] {
    let counts = model.analysis.timeouts.counts
    guard counts.armed > 0 else { return [] }
    let open = counts.armed - counts.met - counts.fired - counts.cancelled
    let text = """
      \(counts.armed) armed: \(counts.met) met, \(counts.fired) fired, \(counts.cancelled) cancelled, \
      \(open) still open
      """
    return [("timeouts", text)]
  }

  /// A loop of a real program is known to be occupied only while it is blocked.
  var workers: [(String, String)] {
    let records = model.analysis.workers.records
    let loops = records.filter(\.isLoop)
    let loop = records.filter { !$0.isBackground && !$0.isLoop }
    let beside = records.filter(\.isBackground)
    var parts = [("on the loop", loop), ("in the background", beside)].compactMap {
      place, workers in
      workers.isEmpty ? nil : "\(workers.count) \(place), \(busy(workers)) busy"
    }
    if !loops.isEmpty {
      let noun = loops.count == 1 ? "event loop" : "event loops"
      parts.insert("\(loops.count) \(noun), blocked \(busy(loops)) of the time", at: 0)
    }
    return parts.isEmpty ? [] : [("workers", parts.joined(separator: "; "))]
  }

  private func busy(_ workers: [WorkerRecord]) -> String {
    let shares = workers.map { $0.utilization(until: model.analysis.now) }
    return "\(TimeText.decimal(shares.reduce(0, +) / Double(workers.count) * 100, 1))%"
  }

  /// - Parameter open: What those do that have not ended.
  private func spread(_ waits: WaitTimes, _ open: String) -> String {
    spread(waits.lengths) + (waits.openCount > 0 ? "   \(waits.openCount) \(open)" : "")
  }

  func spread(_ histogram: DurationHistogram) -> String {
    guard let mean = histogram.mean, let longest = histogram.maximum else { return "none" }
    let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)].compactMap { name, share in
      histogram.quantile(share).map { "\(name) \(TimeText.short($0))" }
    }
    let parts = ["mean \(TimeText.short(mean))"] + shares + ["longest \(TimeText.short(longest))"]
    return parts.joined(separator: "   ")
  }
}
