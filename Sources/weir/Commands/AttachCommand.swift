import ArgumentParser
import Foundation
import WeirDashboard
import WeirEvents
import WeirTerminal

/// `weir attach`: the dashboard over a Python program that runs without the probe.
struct AttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Start the probe in a running program of Python 3.14 or newer, and watch it.",
    discussion: HelpText.attaching)

  @Argument(help: "The number of the process.")
  var pid: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much it reports: counts, life, waits or steps.", valueName: "level"))
  var level: RunLevel?

  @OptionGroup var recording: WatchRecordOptions

  @OptionGroup var look: ScreenOptions

  func run() async throws {
    guard let number = Int32(pid), number > 0 else { throw UsageError.noProcess(pid) }
    if recording.overwrite, recording.record == nil { throw UsageError.nothingToOverwrite }
    let folders = ProbeFolders()
    let screen = try WatchScreen(look)
    let connection = try ProbeConnection(try socket(of: number, folders), level: level)
    try TerminalScreen.requireTerminal()
    let copy = screen.copy(of: connection.log, to: try recording.output())
    let log = LogFile(
      connection.log, name: connection.socket.path,
      ProbeFollower(.process(number), level: level, in: folders), copy)
    try await screen.show(log, copy)
  }

  /// The socket of the process, in which the probe is started unless it runs there already.
  private func socket(of number: Int32, _ folders: ProbeFolders) throws -> ProbeSocket {
    let known = folders.sockets.first { $0.process == number }
    do throws(WatchError) {
      if let known {
        close(try known.connect())
        return known
      }
    } catch {
      guard case .stale = error else { throw error }
    }
    let process = try PythonProcess(number)
    try process.check()
    return try Attachment(process, at: try ProbePlace(), in: folders).begin()
  }
}
