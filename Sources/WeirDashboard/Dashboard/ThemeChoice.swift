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

  /// Notes that a theme was requested.
  mutating func request(_ name: String, isKept: Bool) {
    awaited = name
    if isKept { kept = name }
  }

  /// Shows a theme that was loaded, and returns whether to keep it as a setting.
  mutating func change(to theme: Theme) -> Bool {
    self.theme = theme
    awaited = nil
    guard theme.name == kept else { return false }
    kept = nil
    return true
  }

  /// The theme after the present one in a list; `nil` if that is empty.
  func next(of names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    return names[names.firstIndex(of: name).map { ($0 + 1) % names.count } ?? 0]
  }
}
