import Foundation
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirScreen
import WeirSession

@testable import WeirDashboard
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

  /// The sizes of the screen at which each frame is drawn.
  var sizes = [Size(columns: 120, rows: 40)]
  /// What the user does before each frame.
  var prepare: (inout Dashboard) -> Void = { _ in }
  /// What the user does at the first place, as opening the page of a task, or filtering the events.
  var effects: [Effect] = []
  /// What the source looks for besides the last events.
  private var interest = EventInterest.none

  /// Does what the user does at the first place, and returns whether more is looked for then.
  private mutating func begin() -> Bool {
    _ = shown.dashboard.apply(effects)
    effects = []
    handle(.terminal(.resumed))
    return interest != .none
  }

  private mutating func handle(_ input: DashboardInput) {
    perform(shown.dashboard.handle(input))
  }

  private mutating func perform(_ commands: [Command]) {
    for command in commands {
      guard case .lookFor(let interest) = command else { continue }
      self.interest = interest
      source.perform(.lookFor(interest))
    }
  }

  /// The frames at some instants, each as it would be drawn some time after the last one.
  mutating func frames(at instants: [VirtualInstant]) async -> [Frame] {
    var frames: [Frame] = []
    var rest = instants[...]
    var (hasArrived, isLooking) = (false, false)
    if let first = rest.first { source.perform(.goTo(.instant(first))) }
    for await update in source.updates {
      perform(shown.take(update))
      switch update {
      case .restored, .atHead: isLooking = interest != .none
      case .found: isLooking = false
      case .seekEnded(let arrival):
        hasArrived = arrival.target == rest.first.map { .instant($0) }
        if hasArrived, !effects.isEmpty { isLooking = begin() }
      default: break
      }
      guard hasArrived, !isLooking else { continue }
      hasArrived = false
      rest.removeFirst()
      for size in sizes { frames.append(frame(size)) }
      guard let next = rest.first else { break }
      source.perform(.goTo(.instant(next)))
    }
    source.stop()
    return frames
  }

  /// Returns the frame without the words about the source of the events.
  private mutating func frame(_ size: Size) -> Frame {
    for input in [
      DashboardInput.run(.sourceChanged(.simulation)), .run(.pauseChanged(isPaused: true)),
      .terminal(.resized(size)), .frameDue(secondsPassed: settling),
    ] {
      handle(input)
    }
    prepare(&shown.dashboard)
    var frame = Frame(size: size)
    shown.dashboard.draw(in: &frame)
    return frame
  }
}
