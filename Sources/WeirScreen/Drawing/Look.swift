/// The theme's colours as styles, for panels to write with.
package struct Look: Sendable {
  package let theme: Theme

  package init(theme: Theme) { self.theme = theme }

  /// A style of one colour on the theme's background.
  package func style(_ color: Color, _ attributes: Attributes = []) -> Style {
    Style(color, on: theme.background, attributes)
  }

  package var text: Style { style(theme.text) }
  package var strong: Style { style(theme.text, .bold) }
  package var dim: Style { style(theme.dim) }
  package var title: Style { style(theme.title, .bold) }
  package var accent: Style { style(theme.accent) }
  package var strongAccent: Style { style(theme.accent, .bold) }
  package var good: Style { style(theme.good) }
  package var warning: Style { style(theme.warning, .bold) }
  package var bad: Style { style(theme.bad, .bold) }
  /// For text that matches a search.
  package var match: Style { style(theme.accent, [.bold, .underline]) }
  package var border: Style { style(theme.border) }
  package var focusedBorder: Style { style(theme.focusedBorder) }

  /// A colour of the graphs' gradient, from 0 to 1.
  package func graph(_ fraction: Double) -> Style { style(theme.graph.color(at: fraction)) }
}
