import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirScreen
import WeirSession

@testable import weir

/// A source with a dashboard, driven only by commands: no frame or event waits for wall time.
struct ReplayBench {
  let source: any RunSource
  var shown: RunDashboard
  /// How many seconds of wall time pass before each frame.
  var settling = 0.5

  init(_ source: any RunSource, _ start: RunStart) {
    self.source = source
    let dashboard = Dashboard(
      start: start, source: source.status, theme: .standard,
      options: .init(scenarios: ScenarioCatalog.descriptions))
    shown = RunDashboard(dashboard, source.status, nil)
  }

  /// A simulated run, paused at its first instant.
  init(_ specification: RunSpecification) throws {
    self.init(
      try SimulationSource(specification, speed: 1, isPaused: true), RunStart(specification))
  }

  /// A log, paused at its first instant.
  init(_ log: LogFile) {
    let source = LogSource(log, speed: 1, isPaused: true)
    self.init(source, source.start)
  }

  /// The frames at some instants, each as it would be drawn some time after the last one.
  mutating func frames(at instants: [VirtualInstant]) async -> [Frame] {
    var frames: [Frame] = []
    var rest = instants[...]
    if let first = rest.first { source.perform(.goTo(.instant(first))) }
    for await update in source.updates {
      shown.take(update)
      guard case .seekEnded(let arrival) = update, let wanted = rest.first,
        arrival.target == .instant(wanted)
      else { continue }
      rest.removeFirst()
      frames.append(frame())
      if rest.isEmpty { break }
      source.perform(.goTo(.instant(rest[rest.startIndex])))
    }
    source.stop()
    return frames
  }

  /// Returns the frame without the words about the source of the events.
  private mutating func frame() -> Frame {
    for input in [
      DashboardInput.run(.sourceChanged(.simulation)), .run(.pauseChanged(isPaused: true)),
      .terminal(.resized(Size(columns: 120, rows: 40))), .frameDue(secondsPassed: settling),
    ] {
      _ = shown.dashboard.handle(input)
    }
    var frame = Frame(size: Size(columns: 120, rows: 40))
    shown.dashboard.draw(in: &frame)
    return frame
  }
}
