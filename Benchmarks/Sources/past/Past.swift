import Foundation
import WeirEvents
import WeirScenarios

/// Prints what a kept copy of a run's history costs: a line of JSON for each scenario.
///
/// usage: past [EVENTS [SCENARIO [parts]]]
///
/// With `parts`, also prints which parts of the history a copy has to itself, the largest first.
@main
enum Past {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let events = arguments.first.flatMap { Int($0) } ?? 1_000_000
    let scenarios =
      arguments.count > 1 ? [arguments[1]] : ScenarioCatalog.descriptions.map(\.name)
    for scenario in scenarios {
      var copies = KeptCopies(of: try FoldedRun(scenario))
      copies.fold(events)
      print(copies.line(scenario))
      guard arguments.count > 2 else { continue }
      for part in copies.parts() { print(part) }
    }
  }
}
