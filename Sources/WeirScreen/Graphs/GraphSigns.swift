/// The signs that graphs are made of, chosen by what a terminal and its font display well.
public enum GraphSigns: String, Sendable, Hashable, CaseIterable {
  /// Dots, two per column and four per row.
  case braille
  /// Bars in eighths of a row.
  case block
  /// Bars of ASCII, with four heights per row.
  case ascii
}

extension GraphSigns {
  /// How many heights a row has.
  package var levels: Int { self == .block ? 8 : 4 }

  /// The sign of a cell whose halves are filled from below up to these levels; `nil` if both are
  /// empty.
  ///
  /// Anything over a limit is a pattern with gaps, so that it stands out without its colour.
  package func filled(_ left: Int, _ right: Int, isOver: Bool) -> Character? {
    switch self {
    case .braille: return GraphSigns.dots(left, right, isOver: isOver)
    case .block:
      let level = min((left + right + 1) / 2, 8)
      guard level > 0 else { return nil }
      return isOver ? (level > 4 ? "▒" : "░") : GraphSigns.blocks[level - 1]
    case .ascii:
      let level = min((left + right + 1) / 2, 4)
      guard level > 0 else { return nil }
      return isOver ? (level > 2 ? "%" : ";") : GraphSigns.plain[level - 1]
    }
  }

  /// The baseline of a graph, at zero.
  package var ground: Character { self == .braille ? "⣀" : self == .block ? "▁" : "_" }

  /// A horizontal line at a limit.
  package var limit: Character { self == .ascii ? "=" : "─" }

  /// A dotted horizontal line at the highest value so far.
  package var highest: Character { self == .ascii ? "-" : "┈" }

  /// A vertical line through a graph, at a mark.
  package var upright: Character { self == .ascii ? "'" : "┊" }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let plain: [Character] = [".", ":", "|", "#"]

  /// The dots of a half cell that is filled from below by 0 to 4, and the pattern for values over a
  /// limit.
  private static let leftDots: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
  private static let rightDots: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]
  private static let pattern: UInt32 = 0x6A

  private static func dots(_ left: Int, _ right: Int, isOver: Bool) -> Character? {
    let full = leftDots[min(max(left, 0), 4)] | rightDots[min(max(right, 0), 4)]
    guard full != 0 else { return nil }
    let thin = full & pattern
    let bits = isOver && thin != 0 ? thin : full
    return Unicode.Scalar(0x2800 + bits).map { Character($0) }
  }
}
