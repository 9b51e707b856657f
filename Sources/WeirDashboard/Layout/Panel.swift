/// A part of the screen with one topic. `PanelRow` has what is known of each. Their order here is
/// that of Tab and of the keys.
public enum Panel: Sendable, Hashable, CaseIterable {
  case flow, depth, tasks, timeouts, knobs, events, warnings, latency, waits

  /// Its row in the registry.
  var row: PanelRow {
    switch self {
    case .flow: .flow
    case .depth: .depth
    case .tasks: .tasks
    case .timeouts: .timeouts
    case .knobs: .knobs
    case .events: .events
    case .warnings: .warnings
    case .latency: .latency
    case .waits: .waits
    }
  }

  /// The name in the title.
  var title: String { row.title }

  /// Whether up and down scroll it instead of choosing a knob.
  var scrolls: Bool { row.scrolls }

  /// Its number, from 1.
  var number: Int { (Panel.allCases.firstIndex(of: self) ?? 0) + 1 }
}
