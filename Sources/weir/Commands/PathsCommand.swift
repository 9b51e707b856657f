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
    commandName: "paths", abstract: "Tell where the configuration, themes and state are.")

  @Flag(help: "One JSON array, for other programs.")
  var json = false

  @Flag(help: "Write the configuration file, every setting explained and at its default.")
  var writeDefault = false

  func run() throws {
    let person = Configuration()
    if writeDefault {
      try person.file.writeDefault()
      return try StandardOutput.print("Written: \(person.file.file.path.printable)")
    }
    person.tellProblems()
    let places = Places(
      person.folders, themes: person.themes, recordings: person.settings.recordings)
    if json {
      try StandardOutput.print(places.json, isPretty: true)
    } else {
      try StandardOutput.print(places.text)
    }
  }
}
