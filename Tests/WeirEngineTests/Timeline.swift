import WeirEngine
import WeirEvents

/// Collects what a simulated program notes, with the instant, as lines of text.
///
/// Only the simulation's thread touches it.
final class Timeline: @unchecked Sendable {
  private(set) var lines: [String] = []
  var events: [Event] = []

  func note(_ text: String, _ simulation: Simulation) {
    lines.append("\(DurationText(.nanoseconds(simulation.now.nanoseconds))) \(text)")
  }

  /// Runs a program to its end, or to where it stalls, and answers with what it noted.
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
