import WeirScreen

/// What the environment says about colours: the number in the terminal's description is only a part
/// of it.
struct ColorSupport {
  let terminal: String
  let environment: [String: String]

  /// The variable that sets the number of colours, whatever else is said.
  static let variable = "WEIR_COLORS"

  /// The value of that variable: `none`, 8, 16, 256 or `direct`.
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

  /// Whether the user wants no colours: `NO_COLOR` is set and not empty (no-color.org), unless
  /// `WEIR_COLORS` says something else.
  var isUnwanted: Bool {
    wanted.map { $0 == .none } ?? (environment["NO_COLOR"]?.isEmpty == false)
  }

  /// Whether the terminal promises 24-bit colours.
  ///
  /// GNU screen passes on a promise that it does not keep; tmux calls itself `screen` too, but
  /// keeps it.
  var isDirect: Bool {
    if let wanted { return wanted == .direct }
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"]?.lowercased()) else {
      return false
    }
    return !terminal.hasPrefix("screen") || environment["TMUX"] != nil
  }

  /// The depth for the number of colours in the terminal's description, unless the user wants
  /// fewer.
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
