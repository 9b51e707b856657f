public import ArgumentParser
import Foundation
import WeirDashboard
public import WeirEvents
import WeirScenarios
import WeirSession
import WeirTerminal

/// `weir watch`: the dashboard over a real program while it runs.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch a real program while it runs, or list those that can be.",
    discussion: HelpText.watchingPrograms)

  @Argument(help: "The program: its name, the number of its process, or the path of its socket.")
  var program: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much it reports: counts, life, waits or steps.", valueName: "level"))
  var level: RunLevel?

  @Flag(help: "Print the log as it arrives instead of showing it, for another weir.")
  var raw = false

  @Flag(help: "List the programs as one JSON array, for other programs.")
  var json = false

  @OptionGroup var look: ScreenOptions

  func run() async throws {
    guard let program else {
      guard !raw else { throw UsageError.noProgram(option: "--raw") }
      guard level == nil else { throw UsageError.noProgram(option: "--level") }
      return try list()
    }
    guard !json else { throw UsageError.listHasNoProgram }
    let target = WatchTarget(program)
    let folders = ProbeFolders()
    if raw { return try RawLog(target, level, in: folders).passOn() }
    let configuration = Configuration()
    if configuration.settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    let plan = try ScreenPlan(configuration, nil, look)
    let connection = try ProbeConnection(try target.socket(in: folders), level: level)
    try TerminalScreen.requireTerminal()
    let log = LogFile(
      connection.log, name: connection.socket.path,
      ProbeFollower(target, level: level, in: folders))
    let source = LogSource(
      log, speed: plan.speed, isPaused: false, framesPerSecond: plan.framesPerSecond,
      thresholds: configuration.settings.thresholds)
    let result = try await plan.show(source, of: source.start) { _ -> RepeatCommand? in nil }
    let summary = SummaryText(result.run.model, halt: nil, log: nil, subcommand: "run")
    try StandardOutput.print(summary.text)
    if case .failed(let message) = result.run.status.ending { throw ReplayFailure(message) }
  }

  private func list() throws {
    let folders = ProbeFolders()
    let programs = WatchListText(programs: WatchedPrograms(at: folders.sockets))
    for problem in folders.problems { StandardError.print("weir: \(problem)") }
    if json { return try StandardOutput.print(programs.json, isPretty: true) }
    guard !programs.programs.programs.isEmpty else {
      return StandardError.print(
        "weir: No program can be watched. Start one with 'weir watch -- python app.py'.")
    }
    try StandardOutput.print(programs.text)
  }
}

extension RunLevel: ExpressibleByArgument {}
