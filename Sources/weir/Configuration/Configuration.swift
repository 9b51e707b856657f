import WeirScreen
import Foundation
import WeirDashboard
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

/// What the person has set, as it was when the program started, and where it is kept.
struct Configuration {
  let folders: UserFolders
  let themes: ThemeLibrary
  let file: ConfigurationFile
  let settings: Settings
  /// What of the file does not hold, two sentences each; the program runs on without it.
  let problems: [String]

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    folders = UserFolders(environment)
    themes = ThemeLibrary(environment: environment)
    file = ConfigurationFile(folders, names: Configuration.names(themes))
    (settings, problems) = file.load()
  }

  static func names(_ themes: ThemeLibrary) -> SettingNames {
    SettingNames(
      themes: themes.names, scenarios: ScenarioCatalog.descriptions.map(\.name))
  }

  /// Tells the problems where errors go; the exit code stays what it is.
  func tellProblems() {
    for problem in problems { StandardError.print("weir: \(problem)") }
  }

  /// The theme to start with, and what does not hold of the configuration. One that was asked for by name must be
  /// there and whole; one of the configuration is a problem like others, and the standard stands in for it.
  func theme(named name: String?) throws(ThemeError) -> (theme: Theme, problems: [String]) {
    if let name { return (try themes.theme(named: name), problems) }
    do {
      return (try themes.theme(named: settings.theme), problems)
    } catch {
      return (.standard, problems + [error.description])
    }
  }

  /// The problems in one row of the screen, which has less room than standard error.
  func notice(of problems: [String]) -> String? {
    guard let first = problems.first else { return nil }
    let short = first.replacing(file.file.path, with: file.file.url.lastPathComponent)
    return problems.count == 1 ? short : "\(short) (1 of \(problems.count))"
  }
}
