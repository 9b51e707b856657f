import ArgumentParser
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// `weir list`: lists the scenarios.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List scenarios, or describe one.")

  @Argument(help: "The scenario to describe.")
  var scenario: String?

  @Flag(help: "One JSON array, for other programs.")
  var json = false

  func run() throws {
    let descriptions =
      try scenario.map { [try ScenarioCatalog.description(of: $0)] } ?? ScenarioCatalog.descriptions
    if json {
      try StandardOutput.print(ScenarioListing(descriptions).json, isPretty: true)
    } else if scenario != nil {
      for description in descriptions { try StandardOutput.print(ScenarioText(description).text) }
    } else {
      for description in descriptions {
        try StandardOutput.print("\(description.name)  \(description.summary)")
      }
    }
  }
}
