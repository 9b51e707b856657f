import WeirScreen
import Foundation
import WeirDashboard
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

/// The user's configuration at the start of the program, and where it is stored.
struct Configuration {
  let folders: UserFolders
  let themes: ThemeLibrary
  let file: ConfigurationFile
  let settings: Settings
  /// The problems of the file, two sentences each; the program ignores the affected settings.
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

  /// Prints the problems on standard error; they don't affect the exit code.
  func printProblems() {
    for problem in problems { StandardError.print("weir: \(problem)") }
  }

  /// Returns the theme to start with, and the problems of the configuration. A broken theme from
  /// the configuration is just another problem, and replaced by the default.
  ///
  /// - Throws: `ThemeError` if the theme given by name does not exist or is broken.
  func theme(named name: String?) throws(ThemeError) -> (theme: Theme, problems: [String]) {
    if let name { return (try themes.theme(named: name), problems) }
    do {
      return (try themes.theme(named: settings.theme), problems)
    } catch {
      return (.standard, problems + [error.description])
    }
  }

  /// Returns the problems for one row of the screen, which has less room than standard error; `nil`
  /// if there are none.
  func notice(of problems: [String]) -> String? {
    guard let first = problems.first else { return nil }
    let short = first.replacing(file.file.path, with: file.file.url.lastPathComponent)
    return problems.count == 1 ? short : "\(short) (1 of \(problems.count))"
  }
}
