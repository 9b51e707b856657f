extension Frame {
  /// Says with attributes what a terminal has no colours for: what is chosen, where the keys go, and what is quiet.
  mutating func adapt(to depth: ColorDepth, _ theme: Theme) {
    guard depth.isPoor else { return }
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        restyle(column, row) { $0.adapt(to: depth, theme) }
      }
    }
  }
}

extension Style {
  fileprivate mutating func adapt(to depth: ColorDepth, _ theme: Theme) {
    if background == theme.selection {
      let isReverse = attributes.contains(.reverse)
      self = Style(theme.text, on: theme.background, isReverse ? [] : .reverse)
    } else if depth != .sixteen, foreground == theme.dim || foreground == theme.border {
      attributes.insert(.dim)
    } else if depth == .none, foreground == theme.focusedBorder {
      attributes.insert(.bold)
    } else if depth == .eight, theme.scheme.variant == .light,
      [theme.text, theme.title].contains(foreground)
    {
      // Where bold means brighter, black would become grey.
      attributes.remove(.bold)
    }
  }
}
