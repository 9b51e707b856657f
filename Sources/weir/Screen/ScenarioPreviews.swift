import Dispatch
import WeirEngine
import WeirScenarios
import WeirTerminal
import WeirAnalysis
import WeirEvents
import WeirLog

/// Moments of scenarios, run out of sight for the list from which scenarios are chosen.
///
/// They are run one after the other beside the screen, which does not wait for them.
final class ScenarioPreviews: Sendable {
  /// What happened in the first seconds of a scenario.
  struct Moment: Sendable {
    let scenario: String
    let batch: EventBatch
  }

  /// Long enough for a pattern to be at work.
  private static let length = Duration.seconds(8)
  private static let seed: UInt64 = 42

  /// Those that are ready, as they become so.
  let moments: AsyncStream<Moment>
  private let continuation: AsyncStream<Moment>.Continuation
  private let queue = DispatchQueue(label: "weir.previews", qos: .utility)

  init() {
    (moments, continuation) = AsyncStream.makeStream()
  }

  /// Asks for a moment of the scenario of that name, in its default preset; of one that is unknown there is none.
  func prepare(_ scenario: String) {
    queue.async { [continuation] in
      AlternateStack.use()
      guard let batch = ScenarioPreviews.batch(of: scenario) else { return }
      continuation.yield(Moment(scenario: scenario, batch: batch))
    }
  }

  private static func batch(of scenario: String) -> EventBatch? {
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
