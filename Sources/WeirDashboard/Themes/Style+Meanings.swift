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

extension Theme {
  /// The colour of a task's state.
  func color(of state: TaskState) -> Color { sign(ofSlot: Theme.slot(of: state)) }

  /// The slot of the scheme that a state's colour comes from.
  static func slot(of state: TaskState) -> Int {
    switch state {
    case .created: 0x03
    case .ready: 0x0A
    case .running: 0x0B
    case .working: 0x0C
    case .sleeping: 0x0D
    case .waiting: 0x0E
    case .finished: 0x04
    case .failed: 0x08
    case .cancelled: 0x0F
    case .timedOut: 0x09
    }
  }
}
