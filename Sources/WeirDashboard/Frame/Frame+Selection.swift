extension Frame {
  /// Shows in reverse what is chosen, where the terminal has no colour of its own to put behind it.
  mutating func reverseSelection(of theme: Theme) {
    for row in 0..<size.rows {
      for column in 0..<size.columns where self[column, row].style.background == theme.selection {
        restyle(column, row) { style in
          style.foreground = theme.text
          style.background = theme.background
          style.attributes.formSymmetricDifference(.reverse)
        }
      }
    }
  }
}
