import ArgumentParser
import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirLog
import WeirSession
import WeirTerminal

/// `weir compare`: two logs or runs side by side.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two runs, two logs, or a run with a log.",
    usage: "weir compare <a> <b> [--json] [--expect-equal] [<options>]",
    discussion: HelpText.comparing)

  @Argument(
    help: "The base: a log, - for standard input, or a scenario with its options in quotes.",
    completion: CompareCommand.completion)
  var a: String

  @Argument(
    help: "What is compared with it, written in the same way.",
    completion: CompareCommand.completion)
  var b: String

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp(
      "Run for this much virtual time; beside a log, as long as the log unless given.",
      valueName: "duration"))
  var length: String?

  @Flag(help: "Run until the scenario's own end.")
  var untilFinished = false

  @OptionGroup(title: "Options for both runs") var options: RunOptions

  @OptionGroup var place: PlaceOptions

  @OptionGroup var pace: PaceOptions

  @OptionGroup var look: ScreenOptions

  @Flag(help: "Print the comparison as one JSON object.")
  var json = false

  @Flag(help: "Fail if the two differ in any event.")
  var expectEqual = false

  /// The scenarios, and the files of the folder that the word names.
  private static var completion: CompletionKind {
    .custom { _, _, word in
      let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
      let files = try? FileManager.default.contentsOfDirectory(
        atPath: folder.isEmpty ? "." : folder)
      let names = ScenarioCatalog.descriptions.map(\.name)
      return names + (files ?? []).sorted().map { folder + $0 }
    }
  }

  /// Whether figures are printed, and not shown on a screen.
  private var isHeadless: Bool {
    json || expectEqual || untilFinished || length != nil || !StandardOutput.isTerminal
  }

  func run() async throws {
    let arguments = [
      try ComparedArgument(a, of: "A", shared: options),
      try ComparedArgument(b, of: "B", shared: options),
    ]
    let place = try place.read()
    guard isHeadless else { return try await show(arguments[0], beside: arguments[1], at: place) }
    guard place == nil else { throw UsageError.placeWithoutScreen }
    // They have no effect, but a wrong value is an error all the same.
    _ = (try pace.readSpeed(), try look.readFrames())
    try printFigures(arguments)
  }

  private func printFigures(_ arguments: [ComparedArgument]) throws {
    let length = try length(for: arguments)
    let configuration = Configuration()
    configuration.printProblems()
    Interruption.watch()
    defer { Interruption.release() }
    let sources = try arguments.map { argument in
      try source(argument, length, configuration.settings.thresholds)
    }
    let comparison = try HeadlessComparison(sources[0], sources[1])
    for remark in comparison.remarks { StandardError.print("weir: \(remark)") }
    if json {
      try StandardOutput.print(comparison.report.json)
    } else {
      let text = ComparisonText(
        comparison.report, names: names(of: arguments))
      try StandardOutput.print(text.text)
    }
    if let failure = comparison.failure { throw failure }
    if expectEqual, !comparison.isEqual {
      throw ExpectationError.comparedRunsDiffer(comparison.report.firstDifference)
    }
  }

  private func source(
    _ argument: ComparedArgument, _ length: ComparedSimulation.Length, _ thresholds: LintThresholds
  ) throws -> any ComparedSource {
    switch argument {
    case .log(let path): try ComparedLog(path, thresholds: thresholds)
    case .run(let specification):
      try ComparedSimulation(specification, length, thresholds: thresholds)
    }
  }

  /// Returns where the runs end, and checks what was given for it.
  private func length(
    for arguments: [ComparedArgument]
  ) throws -> ComparedSimulation.Length {
    let runs = arguments.compactMap(\.specification)
    guard !(length != nil && untilFinished) else { throw UsageError.twoEnds }
    guard !runs.isEmpty else {
      guard length == nil, !untilFinished, !options.isGiven else { throw UsageError.optionsForLogs }
      guard [a, b] != ["-", "-"] else { throw UsageError.standardInputTwice }
      return .asTheOther
    }
    if let length {
      return .until(.zero.advanced(by: try LengthArgument(length, of: "--for").duration))
    }
    guard untilFinished else {
      guard runs.count == 1 else { throw UsageError.noEnd }
      return .asTheOther
    }
    for run in runs {
      let description = try ScenarioCatalog.description(of: run.scenario)
      guard description.canFinish(run) else {
        throw UsageError.neverFinished(scenario: run.scenario, knob: description.lengthKnob)
      }
    }
    return .untilFinished
  }

  /// The names of the two, with the paths of logs.
  private func names(of arguments: [ComparedArgument]) -> [String?] {
    arguments.map { argument in
      if case .log(let path) = argument { path.name } else { nil }
    }
  }
}

// MARK: On the screen

extension CompareCommand {
  /// Shows A on the dashboard, with B beside it, both at a place of A.
  private func show(
    _ a: ComparedArgument, beside b: ComparedArgument, at place: PlaceArgument?
  ) async throws {
    let configuration = Configuration()
    if configuration.settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    let plan = try ScreenPlan(configuration, pace, look)
    try TerminalScreen.requireTerminal()
    // Time continues to the end of the longer one.
    let isSwapped = place == nil && CompareCommand.isLonger(b, than: a)
    let (shown, beside) = isSwapped ? (b, a) : (a, b)
    let other = beside.comparedWith
    // A log that can't be read is an error of the command, before the terminal is used.
    let settings = configuration.settings
    if case .log = other { try RunBeside(other, thresholds: settings.thresholds).stop() }
    let (source, start) = try source(shown, plan, settings, at: place)
    let status = source.status
    // For the shown run alone, once the other one has been left.
    let result = try await plan.show(
      source, of: start, beside: other, isOtherFirst: isSwapped
    ) { run in
      status.kind == .log
        ? status.path.map { RepeatCommand(replaying: $0, pausedAt: run.analysis.now) }
        : run.commandToHere
    }
    try StandardOutput.print(summary(result.run, names: names(of: [shown, beside])))
    for source in [result.run.status, result.run.dashboard.comparedSource] {
      if case .failed(let message)? = source?.ending { throw ReplayFailure(message) }
    }
  }

  /// Whether both are complete logs, of which one takes more time than the other.
  private static func isLonger(_ one: ComparedArgument, than other: ComparedArgument) -> Bool {
    guard let time = logLength(one), let least = logLength(other) else { return false }
    return time > least
  }

  /// The length of a log that can be read twice; `nil` for a run.
  private static func logLength(_ argument: ComparedArgument) -> VirtualInstant? {
    guard case .log(let path) = argument, LogSourcePath.isFile(path.argument) else { return nil }
    return (try? LogFile(path: path.argument))?.length
  }

  private func source(
    _ argument: ComparedArgument, _ plan: ScreenPlan, _ settings: Settings,
    at place: PlaceArgument?
  ) throws -> (any RunSource, RunStart) {
    switch argument {
    case .run(let specification):
      let source = try SimulationSource(
        specification, speed: plan.speed, isPaused: plan.isPaused,
        framesPerSecond: plan.framesPerSecond, thresholds: settings.thresholds,
        pastLimit: settings.pastLimit,
        from: try place?.target(in: specification, thresholds: settings.thresholds))
      return (source, RunStart(specification))
    case .log(let path):
      let source = LogSource(
        try LogFile(path: path.argument), speed: plan.speed, isPaused: plan.isPaused,
        framesPerSecond: plan.framesPerSecond, thresholds: settings.thresholds,
        pastLimit: settings.pastLimitOfLog, from: try place?.target(inLogThatGrows: false))
      return (source, source.start)
    }
  }

  /// The comparison up to where the screen was left; the summary of A if it showed that alone.
  private func summary(_ run: RunDashboard, names: [String?]) -> String {
    guard let other = run.dashboard.comparedModel else {
      return SummaryText(run.model, halt: run.halt, log: names[0], subcommand: "run").text
    }
    let isSwapped = run.dashboard.isShownRunB
    let parting = run.dashboard.parting.map { parting in
      ComparisonReport.FirstDifference(
        event: parting.event, at: parting.instant,
        a: isSwapped ? parting.other : parting.shown, b: isSwapped ? parting.shown : parting.other)
    }
    let runs = [
      (run.model, run.dashboard.clearedFindings),
      (other, run.dashboard.comparedClearedFindings),
    ].map { ComparedRun($0, version: Weir.version, cleared: $1) }
    let report = ComparisonReport(
      runs[isSwapped ? 1 : 0], runs[isSwapped ? 0 : 1],
      firstDifference: parting, isEqual: false)
    let isUnknown = run.dashboard.isPartingUnknown
    return ComparisonText(
      report, names: isSwapped ? names.reversed() : names,
      withoutDifference: isUnknown ? "not known" : "not found, as far as both were shown"
    ).text
  }
}

extension ComparedArgument {
  /// What is shown beside A.
  fileprivate var comparedWith: ComparedWith {
    switch self {
    case .log(let path): .log(path: path.argument)
    case .run(let specification): .run(specification)
    }
  }

  /// The run; `nil` for a log.
  var specification: RunSpecification? {
    if case .run(let specification) = self { specification } else { nil }
  }
}
