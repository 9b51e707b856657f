import WeirScreen
import WeirSession
import WeirEngine
import WeirAnalysis
import WeirEvents
import WeirLog

/// The summary of a run as text, with the command that repeats it.
struct SummaryText {
  let model: RunModel
  private let halt: SimulationHalt?
  private let log: String?
  private let subcommand: String
  private let reading: LogReading?
  private let raised: RaisedFindings?

  /// - Parameters:
  ///   - halt: Why the engine gave up the run; `nil` if it did not.
  ///   - log: The path of its log; `nil` if there is none.
  ///   - reading: The result of reading the log, for a run from a log; `nil` for a simulated run.
  ///   - raised: The findings raised in the run; for the log of a real program, those that were
  ///     cleared are listed as well.
  init(
    _ model: RunModel, halt: SimulationHalt?, log: String?, subcommand: String,
    reading: LogReading? = nil, raised: RaisedFindings? = nil
  ) {
    (self.model, self.halt, self.log, self.subcommand) = (model, halt, log, subcommand)
    self.reading = reading
    self.raised = raised
  }

  var metrics: Metrics { model.analysis.metrics }

  var text: String {
    let rows =
      source + [("items", items), ("rates", rates), ("latency", spread(metrics.latency))] + queues
      + pools
      + batches
      + timeouts + retries + workers + [("tasks", tasks)] + findings
      + (log.map { [("log", $0)] } ?? [])
      + (repetition.map { [("repeat", $0)] } ?? [])
    return title + "\n\n"
      + rows.map { "  \($0.0.padding(to: 9))\($0.1.printable)" }.joined(separator: "\n")
  }

  /// What ran, for how long, and how it ended, on one line.
  var title: String {
    let start = model.start
    let parts = [
      start.scenario, start.preset.map { "preset \($0)" },
      start.pitfall.map { "pitfall \($0)" }, start.seed.map { "seed \($0)" },
      "\(TimeText.short(model.analysis.now.sinceStart)) of \(start.clock.rawValue) time", ending,
    ]
    return parts.compactMap(\.self).joined(separator: " · ").printable
  }

  /// The watched program.
  private var source: [(String, String)] {
    guard let reading, reading.isForeign else { return [] }
    let header = reading.header
    let parts = [
      header.source, header.program, header.pid.map { "process \($0)" },
      header.host.map { "on \($0)" }, header.runtime, "level \(header.level.rawValue)",
    ]
    return [("source", parts.compactMap(\.self).joined(separator: " · "))]
  }

  private var ending: String {
    switch reading?.ending {
    case .cut(let line): return "cut after line \(line)"
    case .failed: return "partly read"
    case .end(.exited): return "exited"
    case .end, nil: break
    }
    return endingOfRun
  }

  private var endingOfRun: String {
    switch model.analysis.state {
    case .running: "stopped"
    case .finished: "finished"
    case .stalled: "stalled: \(halt?.reason ?? "nothing can run again")"
    }
  }

  private var items: String {
    let items = metrics.items
    return """
      \(items.produced) produced, \(items.consumed) consumed, \(items.completed) completed, \(items.failed) failed, \
      \(items.dropped) dropped, \(items.lost) lost
      """
  }

  /// How much work ended, and how much of it in time.
  private var rates: String {
    let throughput = metrics.throughputPerSecond(until: model.analysis.now)
    let goodput = metrics.goodputPerSecond(until: model.analysis.now)
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
    let findings = model.analysis.foldedFindings
    let isForeign = reading?.isForeign == true
    let holding = findings.map { ("warning", text($0, $0.title, isPlaced: isForeign)) }
    let cleared = isForeign ? raised?.cleared ?? [] : []
    let past = cleared.map { entry in
      let finding = entry.finding
      let title = entry.count == 1 ? finding.subject : "\(finding.group) ×\(entry.count)"
      let end = entry.cleared.map { " Cleared at \(TimeText.short($0.sinceStart))." } ?? ""
      return ("cleared", text(entry.finding, title, isPlaced: true) + end)
    }
    return holding.isEmpty ? [("warnings", "none")] + past : holding + past
  }

  private func text(_ finding: Finding, _ title: String, isPlaced: Bool) -> String {
    let evidence = isPlaced ? finding.placedEvidence : finding.evidence
    return "\(finding.lint.rawValue), \(title): \(evidence)"
  }

  private var repetition: String? {
    model.command(as: subcommand, ascii: OutputCharacters.standard == .ascii)
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
