import ArgumentParser
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// `weir simulate`: runs a scenario without a screen, as fast as possible.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run a scenario without a screen, and print a summary.",
    discussion: HelpText.simulating)

  @Argument(help: "The scenario; see 'weir list'.")
  var scenario: String

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp("Run for this much virtual time.", valueName: "duration"))
  var length: String?

  @Flag(help: "Run until the scenario's own end.")
  var untilFinished = false

  @OptionGroup var options: RunOptions

  @OptionGroup var recording: RecordOptions

  @Flag(help: "Print the summary as one JSON object.")
  var json = false

  @Flag(help: "Print the summary as a line of names and a line of values.")
  var csv = false

  @Flag(help: "Run twice, and compare the two runs event by event.")
  var check = false

  func run() throws {
    guard !(json && csv) else { throw UsageError.twoFormats }
    try recording.check()
    let end = try end()
    let specification = try options.specification(of: scenario)
    let description = try ScenarioCatalog.description(of: specification.scenario)
    guard end != nil || description.canFinish(specification) else {
      throw UsageError.neverFinished(
        scenario: specification.scenario, knob: description.lengthKnob)
    }
    let configuration = Configuration()
    configuration.printProblems()
    // Opened last, so that an invalid command leaves no file.
    let output = try recording.output(mayBeTerminal: true)
    let writer = try recording.writer(for: specification, to: output)
    let run = try HeadlessRun(
      specification, until: end, thresholds: configuration.settings.thresholds, writer: writer,
      output: output, secondRun: check ? try SecondRun(of: specification) : nil)
    try printSummary(of: run)
    if check { printComparison(run) }
    if let signal = run.signal {
      if let failure = run.failure { StandardError.print("weir: \(failure)") }
      throw Interruption.Ended(signal: signal, instant: run.model.analysis.now)
    }
    if let halt = run.halt { StandardError.print("weir: \(halt)") }
    if let note = MissedInputs(run.model)?.note { StandardError.print("weir: \(note)") }
    // If the log can't be written, the run still completes.
    if let failure = run.failure { throw failure }
    if let difference = run.difference { throw ExpectationError.runsDiffer(difference) }
  }

  /// Prints the result of comparing the two runs.
  private func printComparison(_ run: HeadlessRun) {
    if let difference = run.difference {
      for line in difference.lines { StandardError.print(line) }
    } else {
      let count = CountText(run.model.analysis.eventCount, "event")
      StandardError.print("weir: Both runs produced the same \(count).")
    }
  }

  private func printSummary(of run: HeadlessRun) throws {
    let model = run.model
    guard json || csv else {
      let text = SummaryText(
        model, halt: run.halt, log: recording.record, subcommand: "simulate")
      return try StandardOutput.print(text.text)
    }
    try StandardOutput.print(RunSummary(model, version: Weir.version), json: json)
  }

  /// Returns the instant at which to end; `nil` for the scenario's own end.
  private func end() throws -> VirtualInstant? {
    guard let length else {
      guard untilFinished else { throw UsageError.noEnd }
      return nil
    }
    guard !untilFinished else { throw UsageError.twoEnds }
    return .zero.advanced(by: try LengthArgument(length, of: "--for").duration)
  }
}
