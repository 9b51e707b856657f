import ArgumentParser
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// `weir report`: summarizes any log as `weir simulate` summarizes a run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Summarize a log, including its findings.",
    discussion: HelpText.reporting)

  @Argument(help: "The log, or - for standard input.")
  var log: String

  @Flag(help: "Print the summary as one JSON object.")
  var json = false

  @Flag(help: "Print the summary as a line of names and a line of values.")
  var csv = false

  @Flag(help: "Fail if any finding was raised, and print each one.")
  var expectNoFindings = false

  func run() throws {
    guard !(json && csv) else { throw UsageError.twoFormats }
    let configuration = Configuration()
    configuration.printProblems()
    let source = try LogSourcePath(argument: log)
    let descriptor = try source.descriptor()
    Interruption.watch()
    let reader: SessionReader
    do throws(SessionError) { reader = try source.reader(descriptor) } catch {
      if let signal = Interruption.signal { throw source.interrupted(signal) }
      throw error
    }
    let scenario = try? ScenarioCatalog.description(of: reader.header.scenario)
    var run = LoggedRun(reader, in: scenario, thresholds: configuration.settings.thresholds)
    var progress = ProgressLine()
    while run.readOn(), Interruption.signal == nil {
      let analysis = run.model.analysis
      progress.show(at: analysis.now, of: nil, eventCount: analysis.eventCount, logSize: nil)
    }
    progress.erase()
    let signal = Interruption.signal
    Interruption.release()
    run.stop()
    guard !run.reading.isOnlyInputs else {
      throw NothingToSummarize(path: source.name, command: run.model.command(as: "simulate"))
    }
    try printSummary(run)
    let count = printRemarks(run, source.name)
    if let signal {
      throw Interruption.Ended(
        signal: signal, instant: run.model.analysis.now,
        remark: "The summary covers the log up to there.")
    }
    if case .failed(let error) = run.reading.ending { throw error }
    if count > 0 { throw ExpectationError.findings(count: count) }
  }

  private func printSummary(_ run: borrowing LoggedRun) throws {
    let (model, reading, findings) = (run.model, run.reading, run.findings)
    guard json || csv else {
      let text = SummaryText(
        model, halt: nil, log: nil, subcommand: "simulate", reading: reading, raised: findings)
      return try StandardOutput.print(text.text)
    }
    let summary = RunSummary(
      model, version: reading.header.version, reading: reading, raised: findings)
    try StandardOutput.print(summary, json: json)
  }

  /// Prints on standard error what was wrong with the log, and the unexpected findings.
  ///
  /// - Returns: How many findings were not expected.
  private func printRemarks(_ run: borrowing LoggedRun, _ name: String) -> Int {
    let reading = run.reading
    for remark in reading.remarks {
      StandardError.print("weir: The log '\(name)': \(remark.count) \(remark.text).")
    }
    switch reading.ending {
    case .cut(let line) where Interruption.signal == nil:
      StandardError.print(
        "weir: The log '\(name)' is cut after line \(line). The summary covers the run up to there."
      )
    case .failed: StandardError.print("weir: The summary covers the log up to this error:")
    case .cut, .end, nil: break
    }
    guard expectNoFindings else { return 0 }
    let findings = FindingLines(
      run.findings, run.model.analysis, isPlaced: reading.isForeign)
    for line in findings.lines { StandardError.print("weir: \(line)") }
    return findings.count
  }
}

/// A log contains only inputs, so there is nothing to summarize.
struct NothingToSummarize: Error, Hashable, CustomStringConvertible {
  var path: String
  /// The command that repeats the run; `nil` if this program can't repeat it.
  var command: String?
  /// What can't be done with it, as in "nothing to summarize".
  var purpose = "summarize"

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    let advice =
      command.map { "Repeat the run with '\($0)', or check it with 'weir verify'." }
      ?? "Repeat the run with the weir that recorded it."
    return """
      The log '\(path)' contains only the inputs of the run, so there is nothing to \(purpose). \(advice)
      """
  }
}
