import WeirDashboard
import WeirTrace

/// What a run came to, for a person to read after it, and the command that repeats it.
struct SummaryText {
  private let specification: RunSpecification
  let book: RunBook
  private let log: String?
  private let subcommand: String

  init(_ specification: RunSpecification, _ book: RunBook, log: String?, subcommand: String) {
    self.specification = book.specification(of: specification)
    self.book = book
    self.log = log
    self.subcommand = subcommand
  }

  var metrics: Metrics { book.analysis.metrics }

  var text: String {
    let rows =
      [("items", items), ("latency", spread(metrics.latency))] + queues + pools + batches
      + timeouts + retries + workers + [("tasks", tasks)] + findings
      + (log.map { [("log", $0)] } ?? [])
      + [("repeat", book.command(repeating: specification, as: subcommand))]
    return title + "\n\n"
      + rows.map { "  \($0.0.padding(to: 9))\($0.1)" }.joined(separator: "\n")
  }

  private var title: String {
    let parts = [
      specification.scenario, "preset \(specification.preset)",
      specification.pitfall.map { "pitfall \($0)" }, "seed \(specification.seed)",
      "\(TimeText.short(book.analysis.now.sinceStart)) of virtual time", ending,
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
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
}

extension VirtualInstant {
  fileprivate var sinceStart: Duration { VirtualInstant.zero.duration(to: self) }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - count, 1))
  }
}
