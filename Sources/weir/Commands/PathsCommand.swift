import ArgumentParser
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// `weir paths`: prints the paths that weir reads and writes on its own.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Print the paths of the configuration, themes and state.")

  @Flag(help: "One JSON array, for other programs.")
  var json = false

  @Flag(help: "Write the configuration file, with every setting explained and at its default.")
  var writeDefault = false

  func run() throws {
    let configuration = Configuration()
    if writeDefault {
      try configuration.file.writeDefault()
      return try StandardOutput.print("Written: \(configuration.file.file.path.printable)")
    }
    configuration.printProblems()
    let places = Places(
      configuration.folders, themes: configuration.themes,
      recordings: configuration.settings.recordings)
    if json {
      try StandardOutput.print(places.json, isPretty: true)
    } else {
      try StandardOutput.print(places.text)
    }
  }
}
