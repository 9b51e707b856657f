import Dispatch
import WeirEngine
import WeirScenarios
import WeirTerminal
import WeirAnalysis
import WeirEvents
import WeirLog

/// Previews of scenarios, simulated in the background for the list of scenarios.
///
/// They are simulated one after the other off the screen's loop, which does not wait for them.
final class ScenarioPreviews: Sendable {
  /// What happened in the first seconds of a scenario.
  struct Moment: Sendable {
    let scenario: String
    let batch: EventBatch
  }

  /// Long enough to show the pattern at work.
  private static let length = Duration.seconds(8)
  private static let seed: UInt64 = 42

  /// The previews, as they become ready.
  let moments: AsyncStream<Moment>
  private let continuation: AsyncStream<Moment>.Continuation
  private let queue = DispatchQueue(label: "weir.previews", qos: .utility)

  init() {
    (moments, continuation) = AsyncStream.makeStream()
  }

  /// Requests a preview of a scenario in its default preset; there is none for an unknown scenario.
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
