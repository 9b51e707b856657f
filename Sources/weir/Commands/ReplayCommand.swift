import ArgumentParser
import WeirAnalysis
import Foundation
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTerminal

/// `weir replay`: the dashboard over a session log.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Replay a session log on the dashboard.",
    discussion: HelpText.replaying)

  @Argument(
    help: "The log: a file, a pipe, or - for standard input.", completion: .file())
  var log: String

  @OptionGroup var place: PlaceOptions

  @Flag(help: "Show the newest events of a log that is still being written, as they are written.")
  var follow = false

  @OptionGroup var pace: PaceOptions

  @OptionGroup var look: ScreenOptions

  func run() async throws {
    let first = try place.read()?.target(inLogThatGrows: follow)
    let configuration = Configuration()
    if configuration.settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    let plan = try ScreenPlan(configuration, pace, look)
    let file = try openLog()
    try TerminalScreen.requireTerminal()
    let source = LogSource(
      file, speed: plan.speed, isPaused: plan.isPaused,
      framesPerSecond: plan.framesPerSecond, thresholds: configuration.settings.thresholds,
      pastLimit: configuration.settings.pastLimitOfLog, from: first)
    let path = source.status.path
    let result = try await plan.show(source, of: source.start) { run in
      path.map { RepeatCommand(replaying: $0, pausedAt: run.analysis.now) }
    }
    let summary = SummaryText(result.run.model, halt: nil, log: path, subcommand: "run")
    try StandardOutput.print(summary.text)
    if case .failed(let message) = result.run.status.ending { throw ReplayFailure(message) }
  }

  /// Opens the log. Standard input or a pipe, which may block, is opened only if there is a
  /// terminal to show it on.
  private func openLog() throws -> LogFile {
    _ = try LogSourcePath(argument: log)
    var status = stat()
    let isPipe = stat(log, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    if log == "-" || isPipe { try TerminalScreen.requireTerminal() }
    let isInputFile = fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard follow, !isPipe, log != "-" || isInputFile else {
      return try LogFile(path: log, isFollowed: follow)
    }
    return try openFollowed(
      log == "-" ? FollowedFile(standardInput: STDIN_FILENO) : FollowedFile(path: log))
  }

  /// Waits for the log and its first line, which Ctrl-C ends.
  private func openFollowed(_ file: FollowedFile) throws -> LogFile {
    try TerminalScreen.requireTerminal()
    var reported: FollowedFile.Lack?
    while true {
      let log = try LogFile.following(file) { lack in
        guard lack != reported else { return true }
        reported = lack
        let problem = lack == .file ? "does not exist yet" : "has no complete line yet"
        StandardError.print(
          "weir: Waiting for '\(file.name)', which \(problem). Press Ctrl-C to leave.")
        return true
      }
      if let log { return log }
    }
  }
}
