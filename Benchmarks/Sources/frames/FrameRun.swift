import WeirScreen
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirTerminal
import WeirAnalysis
import WeirEvents

/// A real run of a scenario behind a dashboard, frame by frame, as at 30 frames and 1,000 events
/// per second.
final class FrameRun {
  static let framesPerSecond = 30.0
  static let eventsPerSecond = 1000.0

  private let run: ScenarioRun
  private let arrived = Arrived()
  private var dashboard: Dashboard
  private var frame: Frame
  /// How much virtual time one frame stands for.
  private let step: Duration

  private(set) var folding = Cost()
  private(set) var drawing = Cost()
  private(set) var showing = Cost()
  private(set) var bytes = 0
  private(set) var frames = 0

  init(_ scenario: String, size: Size, theme: Theme) throws {
    let specification = try ScenarioCatalog.specification(of: scenario, seed: 1)
    let speed = try FrameRun.speed(of: specification)
    step = .seconds(speed / FrameRun.framesPerSecond)
    run = try ScenarioRun(specification) { [arrived] in arrived.batches.append($0) }
    dashboard = Dashboard(
      description: try ScenarioCatalog.description(of: scenario), start: RunStart(specification),
      theme: theme, options: .init(scenarios: ScenarioCatalog.descriptions))
    frame = Frame(size: size)
    _ = dashboard.handle(.terminal(.resized(size)))
    _ = dashboard.handle(.runStarted(RunStart(specification)))
    _ = dashboard.handle(.run(.speedChanged(speed)))
  }

  deinit { run.simulation.tearDown() }

  /// The speed at which a scenario makes `eventsPerSecond` events per second.
  private static func speed(of specification: RunSpecification) throws -> Double {
    var count = 0
    let run = try ScenarioRun(specification) { count += $0.events.count }
    run.simulation.run(until: .zero.advanced(by: .seconds(60)))
    run.simulation.tearDown()
    return min(max(eventsPerSecond * 60 / Double(max(count, 1)), 0.001), 65536)
  }

  /// Runs and shows a number of frames, and measures their cost without that of earlier ones.
  func pass(_ count: Int, on screen: TerminalScreen) async {
    (folding, drawing, showing, bytes, frames) = (Cost(), Cost(), Cost(), 0, 0)
    for _ in 0..<count { await pass(on: screen) }
  }

  private func pass(on screen: TerminalScreen) async {
    run.simulation.run(until: run.simulation.now.advanced(by: step))
    let batches = arrived.take()
    let start = Cost.soFar
    for batch in batches { _ = dashboard.handle(.batchArrived(batch)) }
    _ = dashboard.handle(.frameDue(secondsPassed: 1 / FrameRun.framesPerSecond))
    let folded = Cost.soFar
    frame = Frame(size: frame.size)
    dashboard.draw(in: &frame)
    let drawn = Cost.soFar
    bytes += await screen.present(frame)
    let shown = Cost.soFar
    folding += folded.since(start)
    drawing += drawn.since(folded)
    showing += shown.since(drawn)
    frames += 1
  }
}

/// The batches that a run has made and that were not taken yet; one thread both runs and takes.
private final class Arrived {
  var batches: [EventBatch] = []

  func take() -> [EventBatch] {
    defer { batches.removeAll(keepingCapacity: true) }
    return batches
  }
}
