import WeirLog
import ArgumentParser
import WeirDashboard
import WeirSession
import WeirTerminal

/// `weir themes`: lists the themes.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List themes, or describe one.",
    discussion: """
      Any base16 or base24 scheme file becomes a theme when it is put into the folder weir/themes of the \
      configuration; https://github.com/tinted-theming/schemes has hundreds.
      """)

  @Argument(
    help: ArgumentHelp("The theme to describe, or a scheme file.", valueName: "name | file"))
  var theme: String?

  @Flag(help: "JSON, for other programs: an array, or the object of one theme.")
  var json = false

  func run() throws {
    let library = ThemeLibrary()
    if let theme {
      try printTheme(
        isPath(theme, library) ? ThemeEntry(path: theme) : ThemeEntry(theme, in: library))
    } else {
      try list(library.names.map { ThemeEntry($0, in: library) })
    }
  }

  /// Whether a word is a path: it contains a slash, or is the name of a scheme file and not of a
  /// theme.
  private func isPath(_ word: String, _ library: ThemeLibrary) -> Bool {
    if word.contains("/") { return true }
    return ThemeLibrary.isSchemeFile(named: word) && library.file(of: word) == nil
  }

  private func printTheme(_ entry: ThemeEntry) throws {
    let theme = try entry.theme.get()
    if json {
      try StandardOutput.print(entry.json, isPretty: true)
    } else {
      try StandardOutput.print(ThemeText(entry, theme, swatch).text)
    }
  }

  private func list(_ entries: [ThemeEntry]) throws {
    if json {
      try StandardOutput.print(.array(entries.map(\.json)), isPretty: true)
    } else {
      try StandardOutput.print(ThemeListText(entries, swatch).text)
    }
  }

  private var swatch: Swatch { Swatch(OutputColors.depthOfStandardOutput()) }
}
