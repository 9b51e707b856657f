import ArgumentParser
import WeirDashboard
import WeirSession
import WeirTerminal

/// `weir themes`: the colours there are to choose from.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List themes, or tell all about one.",
    discussion: """
      Any base16 or base24 scheme file becomes a theme when it is put into the folder weir/themes of the \
      configuration; https://github.com/tinted-theming/schemes has hundreds.
      """)

  @Argument(help: "The theme to tell about.")
  var theme: String?

  @Flag(help: "JSON, for other programs: an array, or the object of one theme.")
  var json = false

  func run() throws {
    let library = ThemeLibrary()
    if let theme {
      try tell(ThemeEntry(theme, in: library))
    } else {
      try list(library.names.map { ThemeEntry($0, in: library) })
    }
  }

  private func tell(_ entry: ThemeEntry) throws {
    let theme = try entry.theme.get()
    let text = json ? entry.json.pretty : ThemeText(entry, theme, swatch).text
    try StandardOutput.print(text)
  }

  private func list(_ entries: [ThemeEntry]) throws {
    let text =
      json ? JSONValue.array(entries.map(\.json)).pretty : ThemeListText(entries, swatch).text
    try StandardOutput.print(text)
  }

  private var swatch: Swatch { Swatch(OutputColors.depthOfStandardOutput()) }
}
