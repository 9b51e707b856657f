import ArgumentParser
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirTerminal
import WeirTrace

/// `weir run`, or `weir` alone: the dashboard over a live run.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch a scenario run, and turn its knobs.")

  @Argument(help: "The scenario; see 'weir list'.")
  var scenario = ScenarioCatalog.defaultName

  @OptionGroup var options: RunOptions

  @Option(help: ArgumentHelp("Let virtual time go at this many times real time.", valueName: "x"))
  var speed = 1.0

  @Flag(help: "Begin with virtual time standing still.")
  var paused = false

  @OptionGroup var recording: RecordOptions

  @Option(help: ArgumentHelp("The colours: a scheme by name.", valueName: "name"))
  var theme = "weir-dark"

  @Option(help: ArgumentHelp("Draw at most this many frames a second.", valueName: "n"))
  var fps = 30

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() async throws {
    let specification = try options.specification(of: scenario)
    guard SpeedRange.range.contains(speed) else { throw UsageError.speedOutOfRange("\(speed)") }
    guard (1...60).contains(fps) else { throw UsageError.framesOutOfRange(fps) }
    let themes = ThemeLibrary()
    let theme = try themes.theme(named: theme)
    // Before a log is begun: where there is no terminal, one that is there already stays as it is.
    try TerminalScreen.requireTerminal()
    let recorder = try Recorder(specification, recording)
    let runner = try LiveRunner(specification, speed: speed, isPaused: paused)
    let screen: TerminalScreen
    do {
      screen = try await TerminalScreen.open(mouse: !noMouse, ascii: ascii)
    } catch {
      runner.stop()
      throw error
    }
    let dashboard = Dashboard(
      description: recorder.description, specification: specification, theme: theme,
      options: .init(
        ascii: !screen.showsUnicode, themes: themes.names,
        scenarios: ScenarioCatalog.descriptions, colorDepth: screen.colorDepth))
    var session = DashboardSession(
      dashboard, screen: screen, runner: runner, recorder: recorder, themes: themes)
    await session.run(framesPerSecond: fps)
    await screen.close()
    try StandardOutput.print(session.summary)
    if let failure = session.failure { throw failure }
  }
}
