import WeirScreen
import WeirAnalysis
import WeirEvents
import WeirWording

extension Look {
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
}
