import WeirSession
import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirScreen

@testable import weir

/// A live run with its dashboard and its recorder, as the program has them, without a terminal.
struct RunBench {
  var shown: RunDashboard
  let source: SimulationSource
  let recorder: Recorder
  private let sessionInputs = SessionInputs()
  private let keys = AsyncStream.makeStream(of: [TerminalInput].self)

  init(
    _ specification: RunSpecification, speed: Double = 65536, isPaused: Bool = false,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    output: (any SessionOutput)? = nil,
    folder: URL = FileManager.default.temporaryDirectory
  ) throws {
    let writer = try output.map { output throws(SessionError) in
      try SessionWriter(
        LogHeader(specification, version: Weir.version, started: "then"), to: output)
    }
    recorder = Recorder(
      specification, writer: writer, path: output?.path, level: .all, thresholds: .init(),
      folder: folder)
    source = try SimulationSource(
      specification, speed: speed, isPaused: isPaused, stepsAtOneInstant: stepsAtOneInstant)
    let dashboard = Dashboard(
      description: try ScenarioCatalog.description(of: specification.scenario),
      start: RunStart(specification),
      theme: try ThemeLibrary(folders: []).theme(named: Settings().theme),
      options: .init(scenarios: ScenarioCatalog.descriptions))
    shown = RunDashboard(dashboard, source.status, recorder)
  }

  /// Presses a key, without a terminal.
  var press: @Sendable (Key) -> Void {
    { [keys] key in keys.continuation.yield([.keyPressed(key)]) }
  }

  /// Passes everything that happens to the dashboard and then to a function, until that returns
  /// `false`; then handles the rest, as at the end of the program.
  mutating func run(
    _ look: (SessionInputs.Input, inout RunBench) throws -> Bool
  ) async rethrows -> Recorder.Outcome {
    let writing = Task { [recorder] in await recorder.run() }
    if let path = recorder.firstPath {
      _ = shown.dashboard.handle(.run(.recordingStarted(path: path)))
    }
    sessionInputs.add(keys.stream) { .terminal($0) }
    sessionInputs.add(recorder.reports) { .reported($0) }
    sessionInputs.add(source.updates, through: recorder.turnstile)
    for await input in sessionInputs.all {
      switch input {
      case .updated(let update): shown.take(update)
      case .reported(let input): _ = shown.dashboard.handle(input)
      case .terminal(let inputs):
        for input in inputs { _ = shown.dashboard.handle(.terminal(input)) }
      case .previewed, .frameDue, .updatedBeside, .searched, .updatesEnded: break
      }
      guard try look(input, &self) else { break }
    }
    source.stop()
    recorder.leave()
    for await input in sessionInputs.all {
      if case .updated(let update) = input { shown.take(update) }
      if case .updatesEnded = input { break }
    }
    recorder.finish()
    return await writing.value
  }
}
