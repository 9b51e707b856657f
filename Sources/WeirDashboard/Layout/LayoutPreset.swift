/// Which panels have a place, and who of them gets the room.
public enum LayoutPreset: String, Sendable, Hashable, CaseIterable {
  /// All panels, none of them large.
  case standard
  /// The picture over the whole width, since it says most: below it what is done to the pattern, and what comes of it.
  case flow
  /// Lifecycles need length for their time and height for their number.
  case tasks
  /// For tuning: what the knobs do to depths, latencies and deadlines.
  case graphs
  /// For showing to others: a picture, a story and something to turn.
  case quiet

  /// A sentence without a full stop.
  public var reason: String {
    switch self {
    case .standard: "All panels side by side"
    case .flow: "The picture over the whole width"
    case .tasks: "The tasks large, with the picture small"
    case .graphs: "Depths, latencies and timeouts large"
    case .quiet: "The picture, the events and the knobs large"
    }
  }

  /// The one that is so many places further, and round.
  func next(_ step: Int) -> LayoutPreset {
    let all = LayoutPreset.allCases
    let index = (all.firstIndex(of: self) ?? 0) + step
    return all[(index % all.count + all.count) % all.count]
  }
}
