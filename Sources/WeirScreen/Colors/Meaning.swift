/// What a colour of the screen says. A theme has a colour for each, so that what is drawn knows no
/// colours.
public enum Meaning: Sendable, Hashable {
  /// What everything stands on.
  case background
  /// Behind what is chosen.
  case selection
  case border, focusedBorder, title, text
  /// For what is there but asks for no attention.
  case dim
  /// For what may be touched: keys, marks, the program's name.
  case accent
  case good, warning, bad
  /// From little (0) to much (100).
  case amount(percent: UInt8)
  /// A sign or a short word in the colour of a slot of the scheme, 0x00 to 0x0F.
  case sign(slot: UInt8)
}

extension Theme {
  /// The colour for a meaning.
  public func color(of meaning: Meaning) -> Color {
    switch meaning {
    case .background: background
    case .selection: selection
    case .border: border
    case .focusedBorder: focusedBorder
    case .title: title
    case .text: text
    case .dim: dim
    case .accent: accent
    case .good: good
    case .warning: warning
    case .bad: bad
    case .amount(let percent): graph.colors[min(Int(percent), graph.colors.count - 1)]
    case .sign(let slot): sign(ofSlot: Int(slot & 0x0F))
    }
  }
}
