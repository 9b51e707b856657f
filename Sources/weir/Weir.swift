import ArgumentParser
import Foundation
import WeirTerminal

/// The program: `weir` and its commands.
@main
struct Weir: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "weir",
    abstract: "A terminal laboratory for async patterns.",
    discussion: """
      Without a command, the dashboard opens on producer-consumer. Press ? in it for its keys.

      \(HelpText.exitCodes)
      """,
    version: version,
    subcommands: [
      RunCommand.self, WatchCommand.self, AttachCommand.self, SimulateCommand.self,
      ReplayCommand.self, ReportCommand.self, VerifyCommand.self, CompareCommand.self,
      ListCommand.self, ThemesCommand.self, PathsCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// Runs the command given by the arguments. This is the only place where an error becomes a
  /// message and an exit code.
  static func main() async {
    AlternateStack.use()
    // A log that reaches a file size limit, or a pipe without a reader, is an error like others,
    // and does not end the program.
    signal(SIGXFSZ, SIG_IGN)
    BrokenPipe.ignoreSignal()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Failure(error).leave()
    }
  }
}
