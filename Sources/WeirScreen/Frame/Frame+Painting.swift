extension Frame {
  /// Gives each cell, or each cell of a box, the theme's colours for what it says.
  package mutating func paint(with theme: Theme, in box: Box? = nil) {
    // Neighbours mostly look alike.
    var (last, painted) = (Style.plain, Style.plain)
    mapStyles(in: box ?? Box(size)) { style in
      if style == last { return painted }
      last = style
      painted = style.painted(with: theme)
      return painted
    }
  }
}

extension Style {
  fileprivate func painted(with theme: Theme) -> Style {
    Style(foreground.painted(with: theme), on: background.painted(with: theme), attributes)
  }
}

extension Color {
  fileprivate func painted(with theme: Theme) -> Color {
    guard case .meaning(let meaning) = self else { return self }
    return theme.color(of: meaning)
  }
}
