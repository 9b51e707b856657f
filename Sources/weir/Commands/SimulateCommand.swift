import ArgumentParser
import Foundation
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirSession
import WeirTrace

/// `weir simulate`: the same run without a screen, as fast as the machine can.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run a scenario without a screen, and sum it up.",
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

  @Flag(help: "Sum up as one JSON object.")
  var json = false

  @Flag(help: "Sum up as a line of names and a line of values.")
  var csv = false

  func run() throws {
    guard !(json && csv) else { throw UsageError.twoFormats }
    let end = try end()
    let specification = try options.specification(of: scenario)
    let person = Configuration()
    person.tellProblems()
    let (book, failure) = try simulate(
      specification, until: end, thresholds: person.settings.thresholds)
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let summary = RunSummary(
      specification, book.analysis, digest: book.digest,
      effective: description.overrulings(in: specification))
    if json {
      try StandardOutput.print(summary.json)
    } else if csv {
      try StandardOutput.print(summary.csv, terminator: "")
    } else {
      let text = SummaryText(specification, book, log: recording.record, subcommand: "simulate")
      try StandardOutput.print(text.text)
    }
    // A log that could not be written costs the log and not the run.
    if let failure { throw failure }
  }

  /// The instant up to which to run; none is the scenario's own end.
  private func end() throws -> VirtualInstant? {
    guard let length else {
      guard untilFinished else { throw UsageError.noEnd }
      return nil
    }
    guard !untilFinished else { throw UsageError.twoEnds }
    return .zero.advanced(by: try LengthArgument(length, of: "--for").duration)
  }

  private func simulate(
    _ specification: RunSpecification, until end: VirtualInstant?, thresholds: LintThresholds
  ) throws -> (book: RunBook, failure: SessionError?) {
    let description = try ScenarioCatalog.description(of: specification.scenario)
    guard end != nil || description.canFinish(specification) else {
      throw UsageError.neverFinished(
        scenario: specification.scenario, knob: description.lengthKnob)
    }
    var book = RunBook(
      description, thresholds: thresholds, writer: try recording.writer(for: specification))
    var failure: SessionError?
    var pulse = Pulse(every: .seconds(1))
    func attempt(_ action: (inout RunBook) throws(SessionError) -> Void) {
      do throws(SessionError) { try action(&book) } catch { failure = failure ?? error }
    }
    let run = try ScenarioRun(specification) { batch in
      attempt { book throws(SessionError) in try book.fold(batch) }
      if pulse.isDue { attempt { book throws(SessionError) in try book.flush() } }
    }
    let state = end.map { run.simulation.run(until: $0) } ?? run.simulation.runToEnd()
    run.simulation.tearDown()
    attempt { book throws(SessionError) in try book.endLog(EndReason(state)) }
    return (book, failure)
  }
}

extension EndReason {
  init(_ state: RunState) {
    switch state {
    case .running: self = .limit
    case .finished: self = .finished
    case .stalled: self = .stalled
    }
  }
}
