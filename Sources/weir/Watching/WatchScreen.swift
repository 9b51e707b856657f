import Foundation
import WeirDashboard
import WeirEvents
import WeirFiles
import WeirLog
import WeirScenarios
import WeirSession

/// The dashboard over a real program: its settings, its recording, and its summary.
struct WatchScreen {
  private let configuration: Configuration
  private let plan: ScreenPlan

  init(_ look: ScreenOptions) throws {
    configuration = Configuration()
    if configuration.settings.characters == .ascii { OutputCharacters.restrictToASCII() }
    plan = try ScreenPlan(configuration, nil, look)
  }

  /// What records the log of a program.
  ///
  /// - Parameter output: The file to which it is recorded from its first line on; `nil` for none.
  func copy(of log: OpenLog, to output: FileOutput?) -> LogCopy {
    let header = log.reader.header
    let name = header.program ?? header.scenario
    return LogCopy(
      to: output, of: header.pid.map { "\(name)-\($0)" } ?? name,
      folder: configuration.folders.folder(configuration.settings.recordings))
  }

  /// A new file for what a program prints, in the folder of what weir remembers.
  func outputFile(of name: String) throws(WatchError) -> ProgramOutputFile {
    let time = WallTime.now.replacing(":", with: "").replacing("-", with: "")
    return try ProgramOutputFile(of: name, in: configuration.folders.state, at: time)
  }

  /// Shows a log until the user or a signal ends that, and prints the summary.
  ///
  /// - Parameter reports: What else is reported to the dashboard.
  func show(
    _ log: LogFile, _ copy: LogCopy, _ reports: AsyncStream<DashboardInput>? = nil
  ) async throws {
    let source = LogSource(
      log, speed: plan.speed, isPaused: false, framesPerSecond: plan.framesPerSecond,
      thresholds: configuration.settings.thresholds)
    let result = try await plan.show(
      source, of: source.start, recorder: copy, reports: reports
    ) { _ -> RepeatCommand? in nil }
    let summary = SummaryText(
      result.run.model, halt: nil, log: result.recordings?.path, subcommand: "run")
    try StandardOutput.print(summary.text)
    if let failure = result.recordings?.failure { throw failure }
    if case .failed(let message) = result.run.status.ending { throw ReplayFailure(message) }
  }
}
