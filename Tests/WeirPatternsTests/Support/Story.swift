import WeirEngine
import WeirEvents

/// The notes of a simulated program, with their instants, as lines of text; and the events that
/// were reported.
///
/// Only the simulation's thread uses it.
final class Story: @unchecked Sendable {
  private(set) var lines: [String] = []
  private(set) var events: [Event] = []

  func note(_ text: String, _ simulation: Simulation) {
    lines.append("\(DurationText(.nanoseconds(simulation.now.nanoseconds))) \(text)")
  }

  /// Notes how an operation ends: what it returns, or the type of what it throws.
  func noteEnd<Result>(
    _ simulation: Simulation, _ operation: () async throws -> Result
  ) async {
    do {
      note("\(try await operation())", simulation)
    } catch {
      note("\(type(of: error))", simulation)
    }
  }

  /// Runs a program until it ends or stalls.
  static func of(
    _ program: @escaping @Sendable (Simulation, Story) async throws -> Void
  ) -> Story {
    let story = Story()
    let simulation = Simulation { story.events += $0.events }
    simulation.start { try await program(simulation, story) }
    let state = simulation.runToEnd()
    story.note("\(state)", simulation)
    simulation.tearDown()
    return story
  }

  /// The events for which a closure returns a text, with their instants.
  func reports(_ text: (Event.Kind) -> String?) -> [String] {
    events.compactMap { event in
      text(event.kind).map {
        "\(DurationText(.nanoseconds(event.instant.nanoseconds))) \($0)"
      }
    }
  }
}

/// An error for programs under test.
struct Broken: Error, Equatable {
  var number = 0
}
