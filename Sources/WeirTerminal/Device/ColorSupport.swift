import WeirScreen

/// What the surroundings say about colours: how many the terminal's type has is only a part of it.
struct ColorSupport {
  let terminal: String
  let environment: [String: String]

  /// The variable with which a person says how many colours to use, whatever else is said.
  static let variable = "WEIR_COLORS"

  /// What a person has said: `none`, 8, 16, 256 or `direct`.
  private var wanted: ColorDepth? {
    switch environment[ColorSupport.variable] {
    case "none": ColorDepth.none
    case "8": .eight
    case "16": .sixteen
    case "256": .indexed
    case "direct": .direct
    default: nil
    }
  }

  /// Whether the user wants none: `NO_COLOR` is there and not empty (no-color.org), unless weir is told otherwise.
  var isUnwanted: Bool {
    wanted.map { $0 == .none } ?? (environment["NO_COLOR"]?.isEmpty == false)
  }

  /// Whether the terminal promises colours of 24 bits.
  ///
  /// GNU screen passes on a promise that it does not keep; tmux calls itself `screen` too, but keeps it.
  var isDirect: Bool {
    if let wanted { return wanted == .direct }
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"]?.lowercased()) else {
      return false
    }
    return !terminal.hasPrefix("screen") || environment["TMUX"] != nil
  }

  /// What the number of colours in the terminal's description comes to, but for those that nobody wants.
  func depth(colors: Int) -> ColorDepth {
    let depths = ColorDepth.allCases
    let depth = isUnwanted ? .none : depth(of: colors)
    return depths.first { $0 == depth || $0 == wanted } ?? depth
  }

  private func depth(of colors: Int) -> ColorDepth {
    switch colors {
    case ..<8: .none
    case ..<16: .eight
    case ..<256: .sixteen
    case 256..<(1 << 24): .indexed
    default: .direct
    }
  }
}
