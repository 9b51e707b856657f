import ArgumentParser
import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirSession

/// `weir compare`: two logs or runs side by side.
struct CompareCommand: ParsableCommand {
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

  func run() throws {
    let arguments = [
      try ComparedArgument(a, of: "A", shared: options),
      try ComparedArgument(b, of: "B", shared: options),
    ]
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
      try StandardOutput.print(ComparisonText(comparison, names: names(of: arguments)).text)
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

extension ComparedArgument {
  /// The run; `nil` for a log.
  var specification: RunSpecification? {
    if case .run(let specification) = self { specification } else { nil }
  }
}
