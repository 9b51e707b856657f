import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension Style {
  /// The style of a task's sign; bold if it needs attention.
  init(of activity: Activity) {
    switch activity {
    case .putting, .acquiring, .offloading: self.init(meaning: .warning, .bold)
    case .failed, .cancelled, .timedOut, .cleaningUp:
      self.init(meaning: Style.meaning(of: activity.state), .bold)
    default: self.init(meaning: Style.meaning(of: activity.state))
    }
  }

  /// The style of an event's sentence.
  init(of tone: EventSentence.Tone) {
    self =
      switch tone {
      case .quiet: .dim
      case .flow: .text
      case .good: .good
      case .warning: .warning
      case .bad: .bad
      case .user: .strongAccent
      }
  }

  private static func meaning(of state: TaskState) -> Meaning {
    .sign(slot: UInt8(Theme.slot(of: state)))
  }
}
