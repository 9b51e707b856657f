import Foundation
import WeirEvents
import WeirScenarios

/// Prints what the past of a run costs, a line of JSON for each scenario: folding it, its copies,
/// and random seeks in it.
///
/// usage: past [EVENTS [SCENARIO [rate RATE | parts | wide COUNT]]]
///
/// A rate is that of the requests. With `parts`, prints instead how much memory a copy of the whole
/// history has to itself before most of it is moved to a file, and which parts of it, the largest
/// first. With `wide`, the scenario is what a made-up run has many of: see `WideRun.Subject`.
@main
enum Past {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let events = arguments.first.flatMap { Int($0) } ?? 1_000_000
    let scenarios =
      arguments.count > 1 ? [arguments[1]] : ScenarioCatalog.descriptions.map(\.name)
    let mode = arguments.count > 2 ? arguments[2] : nil
    let value = arguments.count > 3 ? arguments[3] : nil
    for scenario in scenarios {
      switch mode {
      case "parts": try printParts(of: scenario, events)
      case "wide": printWide(scenario, count: value.flatMap { Int($0) } ?? 1, events)
      default:
        var seeks = try Seeks(scenario, events: events, rate: mode == "rate" ? value : nil)
        print(seeks.line(scenario))
      }
    }
  }

  private static func printParts(of scenario: String, _ events: Int) throws {
    var copies = KeptCopies(of: try FoldedRun(scenario))
    copies.fold(events)
    print(copies.line(scenario))
    for part in copies.parts() { print(part) }
  }

  private static func printWide(_ subject: String, count: Int, _ events: Int) {
    guard let wide = WideRun.Subject(rawValue: subject) else { return }
    var seeks = Seeks(WideRun(wide, count: count), events: events)
    print(seeks.line(subject))
  }
}
