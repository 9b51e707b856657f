import ArgumentParser
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirSession
import WeirTerminal

/// `weir run`, or `weir` alone: the dashboard over a live run.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch a scenario run, and turn its knobs.",
    discussion: HelpText.watching)

  @Argument(help: "The scenario; see 'weir list'. The default comes from the configuration.")
  var scenario: String?

  @OptionGroup var options: RunOptions

  @OptionGroup var place: PlaceOptions

  @OptionGroup var pace: PaceOptions

  @OptionGroup var recording: RecordOptions

  @OptionGroup var look: ScreenOptions

  func run() async throws {
    try recording.check()
    let place = try place.read()
    let configuration = Configuration()
    let settings = configuration.settings
    if settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    let specification = try options.specification(of: scenario ?? settings.scenario)
    let plan = try ScreenPlan(configuration, pace, look)
    // Checked before a log is created: without a terminal, an existing log stays as it is.
    try TerminalScreen.requireTerminal()
    let first = try place?.target(in: specification, thresholds: settings.thresholds)
    let recorder = try Recorder(
      specification, recording, thresholds: settings.thresholds,
      folder: configuration.folders.folder(settings.recordings))
    let source = try SimulationSource(
      specification, speed: plan.speed, isPaused: plan.isPaused,
      framesPerSecond: plan.framesPerSecond, thresholds: settings.thresholds,
      pastLimit: settings.pastLimit, from: first)
    let result = try await plan.show(
      source, of: RunStart(specification), recorder: recorder, commandToHere: \.commandToHere)
    if let path = result.recordings?.cancelledPath {
      StandardError.print(
        "weir: The recording to '\(path)' was cancelled. It had not caught up with the run yet.")
    }
    let summary = SummaryText(
      result.run.model, halt: result.run.halt, log: result.recordings?.path, subcommand: "run")
    try StandardOutput.print(summary.text)
    if let failure = result.recordings?.failure { throw failure }
  }
}
