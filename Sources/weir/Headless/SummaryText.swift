import WeirScreen
import WeirEngine
import WeirAnalysis
import WeirEvents
import WeirLog

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
      [("items", items), ("rates", rates), ("latency", spread(metrics.latency))] + queues + pools
      + batches
      + timeouts + retries + workers + [("tasks", tasks)] + findings
      + (log.map { [("log", $0)] } ?? [])
      + [("repeat", repetition)]
    return title + "\n\n"
      + rows.map { "  \($0.0.padding(to: 9))\($0.1.printable)" }.joined(separator: "\n")
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
    case .stalled: "stalled: \(book.halt?.reason ?? "nothing can ever run again")"
    }
  }

  private var items: String {
    let items = metrics.items
    return """
      \(items.produced) produced, \(items.consumed) consumed, \(items.completed) completed, \(items.failed) failed, \
      \(items.dropped) dropped, \(items.lost) lost
      """
  }

  /// How much work ended, and how much of it was any good.
  private var rates: String {
    let throughput = metrics.throughputPerSecond(until: book.analysis.now)
    let goodput = metrics.goodputPerSecond(until: book.analysis.now)
    return """
      throughput \(TimeText.decimal(throughput, 2))/s, goodput \(TimeText.decimal(goodput, 2))/s; \
      \(TimeText.short(metrics.wasted)) of work wasted
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
    let findings = book.analysis.foldedFindings
    guard !findings.isEmpty else { return [("warnings", "none")] }
    return findings.map { ("warning", "\($0.lint.rawValue), \($0.title): \($0.evidence)") }
  }

  private var repetition: String {
    book.command(
      repeating: specification, as: subcommand, ascii: OutputCharacters.standard == .ascii)
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
