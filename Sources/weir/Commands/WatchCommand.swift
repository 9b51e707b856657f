public import ArgumentParser
import Foundation
import WeirDashboard
public import WeirEvents
import WeirFiles
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

  @OptionGroup var recording: WatchRecordOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write what a started program prints to this new file instead of one in the state folder.",
      valueName: "file"))
  var output: String?

  @Flag(help: "Print the log as it arrives instead of showing it, for another weir.")
  var raw = false

  @Flag(help: "List the programs as one JSON array, for other programs.")
  var json = false

  @OptionGroup var look: ScreenOptions

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Start this command, and watch it.", valueName: "command"))
  var command: [String] = []

  func run() async throws {
    try check()
    guard let program else { return command.isEmpty ? try list() : try await start() }
    let target = WatchTarget(program)
    let folders = ProbeFolders()
    if raw { return try RawLog(target, level, in: folders).passOn() }
    let screen = try WatchScreen(look)
    let connection = try ProbeConnection(try target.socket(in: folders), level: level)
    try TerminalScreen.requireTerminal()
    let copy = screen.copy(of: connection.log, to: try recording.output())
    let log = LogFile(
      connection.log, name: connection.socket.path,
      ProbeFollower(target, level: level, in: folders), copy)
    try await screen.show(log, copy)
  }

  /// Checks which options go together.
  private func check() throws(UsageError) {
    let (record, overwrite) = (recording.record, recording.overwrite)
    if program != nil, !command.isEmpty { throw .programAndCommand }
    if program == nil, command.isEmpty {
      let given = [
        (raw, "--raw"), (level != nil, "--level"), (record != nil, "--record"),
        (output != nil, "--output"), (overwrite, "--overwrite"),
      ]
      if let option = given.first(where: \.0)?.1 { throw .noProgram(option: option) }
    } else if json {
      throw .listHasNoProgram
    }
    if raw, record != nil || !command.isEmpty { throw .rawIsAlone }
    if output != nil, command.isEmpty { throw .nothingStarted }
    if overwrite, record == nil, output == nil { throw .nothingToOverwrite }
  }

  private func list() throws {
    let folders = ProbeFolders()
    let programs = WatchListText(programs: WatchedPrograms(at: folders.sockets))
    folders.removeRemains()
    for problem in folders.problems { StandardError.print("weir: \(problem)") }
    if json { return try StandardOutput.print(programs.json, isPretty: true) }
    guard !programs.programs.programs.isEmpty else {
      return StandardError.print(
        "weir: No program can be watched. Start one with 'weir watch -- python app.py'.")
    }
    try StandardOutput.print(programs.text)
  }

  /// Starts the command, and shows it once it has started an event loop.
  private func start() async throws {
    let place = try ProbePlace()
    let screen = try WatchScreen(look)
    try TerminalScreen.requireTerminal()
    let record = try recording.output()
    let program: StartedProgram
    do {
      program = try startProgram(at: place, screen)
    } catch {
      record?.discard()
      throw error
    }
    let ending = ProgramEnding(program)
    do {
      try await show(program, on: screen, record)
    } catch {
      ending.end()
      program.output.discardIfEmpty()
      throw error
    }
    ending.end()
    ending.report()
  }

  private func startProgram(at place: ProbePlace, _ screen: WatchScreen) throws -> StartedProgram {
    let file =
      try output.map { path throws(WatchError) in
        try ProgramOutputFile(path: path, mayOverwrite: recording.overwrite)
      } ?? screen.outputFile(of: StartedProgram.name(of: command))
    do {
      return try StartedProgram(
        command, ProcessInfo.processInfo.environment, level: level, at: place, in: ProbeFolders(),
        output: file, input: isatty(STDIN_FILENO) == 0 ? STDIN_FILENO : nil)
    } catch {
      file.discard()
      throw error
    }
  }

  /// - Parameter record: The file of the recording, which is removed only if none has begun.
  private func show(
    _ program: StartedProgram, on screen: WatchScreen, _ record: FileOutput?
  ) async throws {
    let first: OpenLog
    do {
      try program.output.replace()
      var wait = ProgramWait(program)
      first = try wait.firstLog()
    } catch {
      record?.discard()
      throw error
    }
    let copy = screen.copy(of: first, to: record)
    let tail = OutputTail(program.output)
    defer { tail.stop() }
    let log = LogFile(
      first, name: command.joined(separator: " "), StartedProgramFollower(program), copy,
      output: program.output.path)
    try await screen.show(log, copy, tail.reports)
  }
}

extension RunLevel: ExpressibleByArgument {}
