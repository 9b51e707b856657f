import WeirEngine
import WeirScenarios
import WeirTrace

/// A moment of a scenario, run at once and out of sight, for the list from which scenarios are chosen.
enum ScenarioPreview {
  /// Long enough for a pattern to be at work, short enough to take no time.
  private static let length = Duration.seconds(8)
  private static let seed: UInt64 = 42

  /// All that happens in the first seconds of the scenario's first preset.
  static func batch(of scenario: String) -> EventBatch? {
    guard let specification = try? ScenarioCatalog.specification(of: scenario, seed: seed) else {
      return nil
    }
    var events: [Event] = []
    let run = try? ScenarioRun(specification) { events += $0.events }
    guard let simulation = run?.simulation else { return nil }
    let state = simulation.run(until: .zero.advanced(by: length))
    defer { simulation.tearDown() }
    return EventBatch(events: events, now: simulation.now, state: state)
  }
}
