extension Frame {
  /// Uses attributes for what a terminal has no colours for: the selection, the focus, and dim
  /// text.
  ///
  /// - Parameter box: The part of it; `nil` for all.
  package mutating func adapt(to depth: ColorDepth, _ theme: Theme, in box: Box? = nil) {
    guard depth.isPoor else { return }
    var palette = ColorPalette(depth)
    mapStyles(in: box ?? Box(size)) { style in
      var style = style
      style.adapt(to: depth, theme, &palette)
      return style
    }
  }
}

extension Style {
  fileprivate mutating func adapt(
    to depth: ColorDepth, _ theme: Theme, _ palette: inout ColorPalette
  ) {
    if background == theme.selection {
      let isReverse = attributes.contains(.reverse)
      self = Style(theme.text, on: theme.background, isReverse ? [] : .reverse)
      return
    }
    if background != theme.background { foreground = palette.legible(foreground, on: background) }
    if depth != .sixteen, foreground == theme.dim || foreground == theme.border {
      attributes.insert(.dim)
    } else if depth == .none, foreground == theme.focusedBorder {
      attributes.insert(.bold)
    } else if depth != .none, attributes.contains(.bold), !attributes.contains(.reverse),
      palette.indices(foreground: foreground, background: background).foreground == 0
    {
      // If bold means brighter, black would become grey.
      attributes.remove(.bold)
    }
  }
}
