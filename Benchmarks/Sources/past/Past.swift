import Foundation
import WeirEvents
import WeirScenarios

/// Prints what a kept copy of a run's history costs: a line of JSON for each scenario.
///
/// usage: past [EVENTS [SCENARIO [parts | seeks [RATE] | wide COUNT]]]
///
/// With `parts`, also prints which parts of the history a copy has to itself, the largest first.
/// With `seeks`, prints how long random seeks fold instead, and the size of the copies that they
/// begin from; a rate is that of the requests. With `wide`, the scenario is what a made-up run has
/// many of, and the rate is their number: see `WideRun.Subject`.
@main
enum Past {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let events = arguments.first.flatMap { Int($0) } ?? 1_000_000
    let scenarios =
      arguments.count > 1 ? [arguments[1]] : ScenarioCatalog.descriptions.map(\.name)
    for scenario in scenarios {
      if arguments.count > 3, arguments[2] == "wide",
        let subject = WideRun.Subject(rawValue: scenario)
      {
        let wide = WideRun(subject, count: Int(arguments[3]) ?? 1)
        var seeks = Seeks(wide, events: events)
        print(seeks.line(scenario))
        continue
      }
      if arguments.count > 2, arguments[2] == "seeks" {
        let rate = arguments.count > 3 ? arguments[3] : nil
        var seeks = try Seeks(scenario, events: events, rate: rate)
        print(seeks.line(scenario))
        continue
      }
      var copies = KeptCopies(of: try FoldedRun(scenario))
      copies.fold(events)
      print(copies.line(scenario))
      guard arguments.count > 2 else { continue }
      for part in copies.parts() { print(part) }
    }
  }
}
