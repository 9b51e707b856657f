import WeirScreen

/// The theme that is shown, and the one that was requested and is not loaded yet.
struct ThemeChoice: Sendable {
  private(set) var theme: Theme
  /// The theme that was requested last and is not loaded yet. Its file may be broken; the themes
  /// after it in the list can still be reached.
  private var awaited: String?
  /// The theme that was last chosen in the options, to be kept as a setting once it is loaded.
  private var kept: String?

  init(_ theme: Theme) { self.theme = theme }

  /// The theme that is shown or will be.
  var name: String { awaited ?? theme.name }

  /// Requests a theme, and keeps it as a setting once it is loaded if `isKept`.
  mutating func request(_ name: String, isKept: Bool) -> [Effect] {
    awaited = name
    if isKept { kept = name }
    return [.command(.selectTheme(name))]
  }

  /// Requests the theme after the present one in a list.
  mutating func requestNext(of names: [String]) -> [Effect] {
    guard !names.isEmpty else { return [] }
    let index = names.firstIndex(of: name).map { ($0 + 1) % names.count } ?? 0
    return request(names[index], isKept: false)
  }

  /// Shows a theme that was loaded, and keeps it as a setting if it was chosen in the options.
  mutating func change(to theme: Theme, _ settings: Settings) -> [Effect] {
    self.theme = theme
    awaited = nil
    let notice = Effect.say("The theme is \(theme.scheme.title).")
    guard theme.name == kept else { return [notice] }
    kept = nil
    guard let setting = Setting.find(SettingPath(name: Setting.themeName)) else { return [notice] }
    var settings = settings
    settings.theme = theme.name
    return [notice, .adopt(settings, keeping: [setting.change(in: settings)])]
  }
}
