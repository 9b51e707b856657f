import WeirScreen

/// How many rows the time line has.
public enum TimeLineForm: String, Sendable, CaseIterable {
  /// As many as suit the screen.
  case auto
  /// Two: the run in miniature, and the marks below it.
  case full
  /// One: the marks stand in the miniature.
  case folded
  case hidden

  /// The number of rows on a screen of a size.
  func rows(on size: Size) -> Int {
    switch self {
    case .full: 2
    case .folded: 1
    case .hidden: 0
    case .auto where size.rows >= TimeLineForm.highFrom: 2
    case .auto: size.rows >= TimeLineForm.lowBelow ? 1 : 0
    }
  }

  /// From this number of rows on, there is room for two.
  private static let highFrom = 30
  /// Below this number of rows, there is room for none.
  private static let lowBelow = 20
}
