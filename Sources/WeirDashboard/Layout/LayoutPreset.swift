/// Which panels have a place, and which of them get the most room.
public enum LayoutPreset: String, Sendable, Hashable, CaseIterable {
  /// All panels, none of them large.
  case standard
  /// Flow over the whole width, with the knobs, depths and events below it.
  case flow
  /// Large lanes: wide for their time, high for their number.
  case tasks
  /// For tuning: the effect of the knobs on depths, latencies and deadlines.
  case graphs
  /// For presenting: the picture, the events and the knobs.
  case quiet

  /// A sentence without a full stop.
  public var reason: String {
    switch self {
    case .standard: "All panels side by side"
    case .flow: "Flow over the whole width"
    case .tasks: "Large Tasks, small Flow"
    case .graphs: "Large Depth, Latency and Timeouts"
    case .quiet: "Large Flow, Events and Knobs"
    }
  }

  /// The preset a number of places further, starting over after the last one.
  func next(_ step: Int) -> LayoutPreset {
    let all = LayoutPreset.allCases
    let index = (all.firstIndex(of: self) ?? 0) + step
    return all[(index % all.count + all.count) % all.count]
  }
}
