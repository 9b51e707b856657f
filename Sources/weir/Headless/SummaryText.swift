import WeirDashboard
import WeirScenarios
import WeirSession
import WeirTrace

/// What a run came to, for a person to read after it, and the command that repeats it.
struct SummaryText {
  private let specification: RunSpecification
  private let book: RunBook
  private let log: String?
  private let subcommand: String

  init(_ specification: RunSpecification, _ book: RunBook, log: String?, subcommand: String) {
    self.specification = book.specification(of: specification)
    self.book = book
    self.log = log
    self.subcommand = subcommand
  }

  private var metrics: Metrics { book.analysis.metrics }

  var text: String {
    let rows =
      [("items", items), ("latency", spread(metrics.latency))] + queues + pools + batches
      + timeouts + retries + [("tasks", tasks)] + findings + (log.map { [("log", $0)] } ?? [])
      + [("repeat", repetition)]
    return title + "\n\n"
      + rows.map { "  \($0.0.padding(to: 9))\($0.1)" }.joined(separator: "\n")
  }

  private var title: String {
    let parts = [
      specification.scenario, "preset \(specification.preset)", "seed \(specification.seed)",
      "\(TimeText.short(book.analysis.now.sinceStart)) of virtual time", ending,
    ]
    return parts.joined(separator: " · ")
  }

  private var ending: String {
    switch book.analysis.state {
    case .running: "stopped"
    case .finished: "finished"
    case .stalled: "stalled: nothing can ever run again"
    }
  }

  private var items: String {
    let items = metrics.items
    let rate = metrics.throughputPerSecond(until: book.analysis.now)
    return """
      \(items.produced) produced, \(items.consumed) consumed, \(items.dropped) dropped, \
      \(items.lost) lost; \(TimeText.decimal(rate, 2)) done a second
      """
  }

  private var queues: [(String, String)] {
    zip(book.analysis.queues.records, metrics.queues).flatMap { record, queue in
      let depth = TimeText.decimal(queue.meanDepth(until: book.analysis.now), 2)
      let limit = record.capacity.map { " of \($0)" } ?? ", without a limit"
      return [
        ("queue", "\(record.name): mean depth \(depth), at most \(record.highWaterMark)\(limit)"),
        ("waited", spread(queue.wait)),
        ("blocked", spread(queue.blocked)),
      ]
    }
  }

  private var pools: [(String, String)] {
    zip(book.analysis.pools.records, metrics.pools).flatMap { record, pool in
      let mean = TimeText.decimal(pool.meanInUse(until: book.analysis.now), 2)
      let limit = record.capacity.map { " of \($0)" } ?? ", without a limit"
      let use = "\(record.name): mean \(mean) in use, at most \(record.highWaterMark)\(limit)"
      let counts = """
        \(record.acquisitions) acquired, \(record.timeouts) timed out, \(record.leaked) leaked; \
        \(record.opened) opened
        """
      return [("pool", use), ("", counts), ("waited", spread(pool.wait))]
    }
  }

  private var batches: [(String, String)] {
    book.analysis.batchers.records.map { record in
      let mean = TimeText.decimal(record.meanSize ?? 0, 2)
      let text = """
        \(record.name): \(record.flushed) flushed with \(record.items) items, mean size \(mean); \
        \(record.flushedCount(.size)) full, \(record.flushedCount(.linger)) after lingering, \
        \(record.flushedCount(.drain)) when draining
        """
      return ("batches", text)
    }
  }

  private var retries: [(String, String)] {
    let retries = metrics.retries
    guard retries.attempts > 0 else { return [] }
    let text = """
      \(retries.calls) calls, \(retries.attempts) attempts, \(retries.exhausted) calls given up
      """
    return [("retries", text)]
  }

  private var timeouts: [(String, String)] {
    let counts = book.analysis.timeouts.counts
    guard counts.armed > 0 else { return [] }
    let open = counts.armed - counts.met - counts.fired - counts.cancelled
    let text = """
      \(counts.armed) armed: \(counts.met) met, \(counts.fired) fired, \(counts.cancelled) cancelled, \
      \(open) still open
      """
    return [("timeouts", text)]
  }

  private var tasks: String {
    let tasks = metrics.tasks
    return """
      \(tasks.created) created, \(tasks.completed) completed, \(tasks.failed) failed, \
      \(tasks.cancelled) cancelled, \(tasks.live) live
      """
  }

  private var findings: [(String, String)] {
    let findings = book.analysis.findings
    guard !findings.isEmpty else { return [("warnings", "none")] }
    return findings.map { ("warning", "\($0.lint.rawValue), \($0.subject): \($0.evidence)") }
  }

  private var repetition: String {
    let description = try? ScenarioCatalog.description(of: specification.scenario)
    var command = "\(RepeatCommand(specification, scenario: description, subcommand: subcommand))"
    if subcommand == "simulate" {
      command += " --for \(DurationText(book.analysis.now.sinceStart))"
    }
    return command
  }

  private func spread(_ histogram: DurationHistogram) -> String {
    guard let mean = histogram.mean, let longest = histogram.maximum else { return "none" }
    let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)].compactMap { name, share in
      histogram.quantile(share).map { "\(name) \(TimeText.short($0))" }
    }
    let parts = ["mean \(TimeText.short(mean))"] + shares + ["longest \(TimeText.short(longest))"]
    return parts.joined(separator: "   ")
  }
}

extension VirtualInstant {
  fileprivate var sinceStart: Duration { VirtualInstant.zero.duration(to: self) }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - count, 1))
  }
}
