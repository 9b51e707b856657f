import WeirScreen

/// The theme that is shown, and the one that has been asked for and has not come.
struct ThemeChoice: Sendable {
  private(set) var theme: Theme
  /// The theme that was asked for last and has not come; its file may be broken, and those after it
  /// are not.
  private var awaited: String?
  /// The theme that was chosen in the options last, to be kept once it has come.
  private var kept: String?

  init(_ theme: Theme) { self.theme = theme }

  /// The theme that is shown or will be.
  var name: String { awaited ?? theme.name }

  /// Asks for a theme.
  mutating func ask(for name: String, isKept: Bool) {
    awaited = name
    if isKept { kept = name }
  }

  /// A theme has come; the answer is whether it is to be kept as a setting.
  mutating func change(to theme: Theme) -> Bool {
    self.theme = theme
    awaited = nil
    guard theme.name == kept else { return false }
    kept = nil
    return true
  }

  /// The theme after the present one, in the order of a list; nil if that is empty.
  func next(of names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    return names[names.firstIndex(of: name).map { ($0 + 1) % names.count } ?? 0]
  }
}
