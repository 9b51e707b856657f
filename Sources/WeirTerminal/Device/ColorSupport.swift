import WeirDashboard

/// What the surroundings say about colours: how many the terminal's type has is only a part of it.
struct ColorSupport {
  let terminal: String
  let environment: [String: String]

  /// Whether the user wants none: `NO_COLOR` is there and not empty (no-color.org).
  var isUnwanted: Bool { environment["NO_COLOR"]?.isEmpty == false }

  /// Whether the terminal promises colours of 24 bits.
  ///
  /// GNU screen passes on a promise that it does not keep; tmux calls itself `screen` too, but keeps it.
  var isDirect: Bool {
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"]?.lowercased()) else {
      return false
    }
    return !terminal.hasPrefix("screen") || environment["TMUX"] != nil
  }

  /// What the number of colours in the terminal's description comes to.
  func depth(colors: Int) -> ColorDepth {
    switch isUnwanted ? 0 : colors {
    case ..<8: .none
    case ..<16: .eight
    case ..<256: .sixteen
    case 256..<(1 << 24): .indexed
    default: .direct
    }
  }
}
