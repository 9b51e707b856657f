/// The theme's colours as styles: what panels ask for when they write.
struct Look: Sendable {
  let theme: Theme

  private func style(_ color: Color, _ attributes: Attributes = []) -> Style {
    Style(color, on: theme.background, attributes)
  }

  var text: Style { style(theme.text) }
  var strong: Style { style(theme.text, .bold) }
  var dim: Style { style(theme.dim) }
  var title: Style { style(theme.title, .bold) }
  var accent: Style { style(theme.accent) }
  var strongAccent: Style { style(theme.accent, .bold) }
  var good: Style { style(theme.good) }
  var warning: Style { style(theme.warning, .bold) }
  var bad: Style { style(theme.bad, .bold) }
  /// For what was looked for.
  var match: Style { style(theme.accent, [.bold, .underline]) }
  var border: Style { style(theme.border) }
  var focusedBorder: Style { style(theme.focusedBorder) }

  /// The style of a task's sign; what needs attention is bold.
  func style(of activity: Activity) -> Style {
    switch activity {
    case .putting, .acquiring, .offloading: style(theme.warning, .bold)
    case .failed, .cancelled, .timedOut, .cleaningUp:
      style(theme.color(of: activity.state), .bold)
    default: style(theme.color(of: activity.state))
    }
  }

  /// The style of an event's sentence.
  func style(of tone: EventSentence.Tone) -> Style {
    switch tone {
    case .quiet: dim
    case .flow: text
    case .good: good
    case .warning: warning
    case .bad: bad
    case .person: strongAccent
    }
  }

  /// A colour of the graphs' gradient, from 0 to 1.
  func graph(_ fraction: Double) -> Style { style(theme.graph.color(at: fraction)) }
}
