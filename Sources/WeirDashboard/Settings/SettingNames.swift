/// The names that settings can take, as far as they are known only when the program runs; in order.
public struct SettingNames: Sendable, Equatable {
  public var themes: [String]
  public var scenarios: [String]

  public init(themes: [String] = [], scenarios: [String] = []) {
    self.themes = themes
    self.scenarios = scenarios
  }
}
