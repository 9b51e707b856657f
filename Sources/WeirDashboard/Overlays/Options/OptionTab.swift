/// The pages of the options, in order.
enum OptionTab: String, Sendable, CaseIterable {
  case screen = "Screen"
  case program = "Program"
  case warnings = "Warnings"
  case keys = "Keys"

  /// The section of the settings on the page; `nil` for the page of the keys.
  var section: Setting.Section? {
    switch self {
    case .screen: .screen
    case .program: .program
    case .warnings: .warnings
    case .keys: nil
    }
  }

  /// The page `step` pages further, wrapping around at both ends.
  func next(_ step: Int) -> OptionTab {
    let all = OptionTab.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[((index + step) % all.count + all.count) % all.count]
  }
}
