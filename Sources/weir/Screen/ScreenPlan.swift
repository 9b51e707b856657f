import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirScreen
import WeirSession
import WeirTerminal

/// The appearance of the dashboard, from the command line and the configuration, and its life from
/// opening the terminal to closing it.
struct ScreenPlan {
  let configuration: Configuration
  let speed: Double
  let isPaused: Bool
  let framesPerSecond: Int
  private let theme: Theme
  private let problems: [String]
  private let isASCII: Bool
  private let usesMouse: Bool

  /// What is left when the screen is closed.
  struct Result {
    /// The run, with the status of its source.
    var run: RunDashboard
    /// The outcome of the recordings; `nil` if the source can't be recorded.
    var recordings: Recorder.Outcome?
  }

  /// Reads the options, without side effects.
  ///
  /// - Parameter pace: `nil` for what happens in real time.
  init(
    _ configuration: Configuration, _ pace: PaceOptions?, _ look: ScreenOptions
  ) throws {
    self.configuration = configuration
    let settings = configuration.settings
    speed = try pace.map { try $0.readSpeed() ?? settings.startSpeed } ?? 1
    isPaused = pace?.paused ?? false
    framesPerSecond = try look.readFrames() ?? settings.framesPerSecond
    (theme, problems) = try configuration.theme(named: look.theme)
    isASCII = look.ascii
    usesMouse = !look.noMouse && settings.usesMouse
  }

  /// Shows the run of a source until the user or a signal ends it.
  ///
  /// - Parameters:
  ///   - other: What is shown beside it from the start; `nil` for nothing.
  ///   - isOtherFirst: Whether that is A.
  ///   - reports: What else is reported to the dashboard while it is shown.
  ///   - commandToHere: Returns the command that opens the dashboard at the present instant of a
  ///     run; `nil` if none does.
  func show(
    _ source: any RunSource, of start: RunStart, recorder: (any RunRecorder)? = nil,
    beside other: ComparedWith? = nil, isOtherFirst: Bool = false,
    reports: AsyncStream<DashboardInput>? = nil,
    commandToHere: @escaping @Sendable (RunModel) -> RepeatCommand?
  ) async throws -> Result {
    let screen: TerminalScreen
    do {
      screen = try await TerminalScreen.open(
        mouse: usesMouse, ascii: isASCII, colors: configuration.settings.colors.rawValue)
    } catch {
      source.stop()
      recorder?.discard()
      throw error
    }
    var session = DashboardSession(
      dashboard(of: source, start, on: screen, commandToHere), screen: screen, source: source,
      recorder: recorder, configuration: configuration, framesPerSecond: framesPerSecond)
    let writing = recorder.map { recorder in Task { await recorder.run() } }
    await session.show(beside: other, isOtherFirst: isOtherFirst, reports)
    await screen.close()
    problems.forEach { StandardError.print("weir: \($0)") }
    await waiting("A file is being written.") { await session.finish() }
    let outcome = await waiting("The rest of the log is being written.") {
      await session.takeRest()
      return await writing?.value
    }
    return Result(run: session.run, recordings: outcome)
  }

  private func dashboard(
    of source: any RunSource, _ start: RunStart, on screen: TerminalScreen,
    _ commandToHere: @escaping @Sendable (RunModel) -> RepeatCommand?
  ) -> Dashboard {
    let history = HistoryFile(configuration.folders)
    var dashboard = Dashboard(
      start: start, source: source.status, theme: theme,
      options: .init(
        settings: configuration.settings, ascii: !screen.showsUnicode,
        themes: configuration.themes.names, scenarios: ScenarioCatalog.descriptions,
        history: history.lines, colorDepth: screen.colorDepth,
        configurationPath: configuration.file.file.path.shortened(),
        repetition: { $0.command(as: "run") },
        commandToHere: { run, event, isASCII in
          guard let command = commandToHere(run) else { return nil }
          let exact = event.map { command.paused(atEvent: $0) } ?? command
          return ShellCommand(words: exact.words(ascii: isASCII))
        },
        comparingCommand: { a, b, instant, isASCII in
          let command = RepeatCommand(
            comparing: a.operand, with: b.operand, pausedAt: instant)
          return ShellCommand(words: command.words(ascii: isASCII))
        }))
    if let notice = configuration.notice(of: problems) {
      _ = dashboard.handle(.problemShown(notice))
    }
    return dashboard
  }

  /// Waits for what remains to be written, and says so if that takes long, as with a slow pipe.
  private func waiting<Value>(_ message: String, for end: () async -> Value) async -> Value {
    let reminder = Task {
      try await Task.sleep(for: .seconds(1))
      StandardError.print("weir: \(message) Press Ctrl-C to leave it incomplete.")
    }
    defer { reminder.cancel() }
    return await end()
  }
}
