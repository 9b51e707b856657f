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
