import WeirAnalysis
import WeirEvents
public import WeirScreen
import WeirWording

extension Theme {
  /// What a colour of the screen means, and where in the scheme it comes from.
  public struct Meaning: Sendable, Hashable {
    /// What the colour means, such as "warning" or the name of a task's state.
    public let name: String
    /// The slot of the scheme that the colour comes from.
    public let slot: Int
    /// The colour as it is shown.
    public let color: RGB
    /// The WCAG contrast ratio with the background, from 1 to 21.
    public let contrast: Double
    /// Whether the scheme's own colour was unreadable and has been moved until it is readable.
    public let isMoved: Bool
  }

  /// The meanings of all colours, the most common first.
  public var meanings: [Meaning] {
    let named: [(String, Color, Int)] = [
      ("text", text, 0x05), ("title", title, 0x06), ("dim", dim, 0x03),
      ("accent", accent, 0x0C), ("good", good, 0x0B), ("warning", warning, 0x0A),
      ("bad", bad, 0x08),
    ]
    let states = TaskState.allCases.map { state in
      (Activity(state, nil).word, color(of: state), Theme.slot(of: state))
    }
    return (named + states).compactMap(meaning)
  }

  private func meaning(_ name: String, _ color: Color, _ slot: Int) -> Meaning? {
    guard let shown = color.rgb else { return nil }
    return Meaning(
      name: name, slot: slot, color: shown, contrast: shown.contrast(with: scheme[0x00]),
      isMoved: shown != scheme[slot])
  }

  /// The name of a slot of the scheme in a file: `base0A`.
  public static func name(ofSlot slot: Int) -> String { ColorScheme.key(of: slot) }
}

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
