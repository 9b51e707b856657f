import WeirEngine
import WeirEvents

/// Collects the notes of a simulated program, with their instants, as lines of text.
///
/// Only the simulation's thread uses it.
final class Timeline: @unchecked Sendable {
  private(set) var lines: [String] = []
  var events: [Event] = []

  func note(_ text: String, _ simulation: Simulation) {
    lines.append("\(DurationText(.nanoseconds(simulation.now.nanoseconds))) \(text)")
  }

  /// Runs a program until it ends or stalls, and returns its notes.
  static func of(
    _ configuration: Simulation.Configuration = .init(),
    _ program: @escaping @Sendable (Simulation, Timeline) async throws -> Void
  ) -> [String] {
    let timeline = Timeline()
    let simulation = Simulation(configuration)
    simulation.start { try await program(simulation, timeline) }
    let state = simulation.runToEnd()
    timeline.note("\(state)", simulation)
    simulation.tearDown()
    return timeline.lines
  }
}
