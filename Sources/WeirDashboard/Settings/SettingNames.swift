/// The names that settings can have as values and that are known only when the program runs, in
/// order.
public struct SettingNames: Sendable, Equatable {
  /// The names of all themes.
  public var themes: [String]
  /// The names of all scenarios.
  public var scenarios: [String]

  /// Makes the lists of names.
  public init(themes: [String] = [], scenarios: [String] = []) {
    self.themes = themes
    self.scenarios = scenarios
  }
}
