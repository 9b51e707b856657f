import ArgumentParser
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirTerminal
import WeirAnalysis
import WeirEvents
import WeirLog

/// `weir run`, or `weir` alone: the dashboard over a live run.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch a scenario run, and turn its knobs.",
    discussion: HelpText.running)

  @Argument(help: "The scenario; see 'weir list'. What is left out is as the configuration has it.")
  var scenario: String?

  @OptionGroup var options: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Let virtual time go at this many times real time.", valueName: "x"))
  var speed: String?

  @Flag(help: "Begin with virtual time standing still.")
  var paused = false

  @OptionGroup var recording: RecordOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The colours: a scheme by name.", valueName: "name"))
  var theme: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw at most this many frames a second.", valueName: "n"))
  var fps: String?

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() async throws {
    try recording.check()
    let person = Configuration()
    let settings = person.settings
    if settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    let specification = try options.specification(of: scenario ?? settings.scenario)
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let speed = try readSpeed() ?? settings.startSpeed
    let fps = try readFrames() ?? settings.framesPerSecond
    let (theme, problems) = try person.theme(named: theme)
    // Before a log is begun: where there is no terminal, one that is there already stays as it is.
    try TerminalScreen.requireTerminal()
    let recorder = try Recorder(
      specification, recording, thresholds: settings.thresholds,
      folder: person.folders.folder(settings.recordings))
    let runner = try LiveRunner(
      specification, speed: speed, isPaused: paused, framesPerSecond: fps)
    let screen: TerminalScreen
    do {
      screen = try await TerminalScreen.open(
        mouse: !noMouse && settings.usesMouse, ascii: ascii, colors: settings.colors.rawValue)
    } catch {
      runner.stop()
      recorder.discard()
      throw error
    }
    let history = HistoryFile(person.folders)
    var dashboard = Dashboard(
      description: description, specification: specification, theme: theme,
      options: .init(
        settings: settings, ascii: !screen.showsUnicode, themes: person.themes.names,
        scenarios: ScenarioCatalog.descriptions, history: history.lines,
        colorDepth: screen.colorDepth,
        configurationPath: person.file.file.path.shortened(),
        repetition: { $0.command(as: "run") }))
    if let notice = person.notice(of: problems) { _ = dashboard.handle(.problemShown(notice)) }
    var session = DashboardSession(
      dashboard, screen: screen, runner: runner, recorder: recorder, person: person,
      framesPerSecond: fps)
    let writing = Task { await recorder.run() }
    await session.run()
    await screen.close()
    problems.forEach { StandardError.print("weir: \($0)") }
    await waiting("A file is being written.") { await session.finish() }
    let outcome = await waiting("The rest of the log is being written.") {
      await session.takeRest()
      return await writing.value
    }
    if let path = outcome.pathGivenUp {
      StandardError.print(
        "weir: The recording to '\(path)' was given up. It had not caught up with the run yet.")
    }
    let summary = SummaryText(
      session.live.model, halt: session.live.halt, log: outcome.path, subcommand: "run")
    try StandardOutput.print(summary.text)
    if let failure = outcome.failure { throw failure }
  }

  /// Waits for what is still to be written; where that takes long, as with a slow pipe, it says so.
  private func waiting<Value>(_ message: String, for end: () async -> Value) async -> Value {
    let patience = Task {
      try await Task.sleep(for: .seconds(1))
      StandardError.print("weir: \(message) Press Ctrl-C to leave it incomplete.")
    }
    defer { patience.cancel() }
    return await end()
  }
}

extension RunCommand {
  /// The speed that is asked for, if any.
  private func readSpeed() throws -> Double? {
    guard let speed else { return nil }
    guard let number = Double(speed), !number.isNaN else { throw UsageError.speedIsNoNumber(speed) }
    guard SpeedRange.range.contains(number) else { throw UsageError.speedOutOfRange(speed) }
    return number
  }

  private func readFrames() throws -> Int? {
    guard let fps else { return nil }
    switch WholeNumber(fps) {
    case .noNumber: throw UsageError.framesIsNoNumber(fps)
    case .number(let number) where Settings.frameRates.contains(Int(clamping: number)):
      return Int(number)
    case .number, .outOfRange: throw UsageError.framesOutOfRange(fps)
    }
  }
}
