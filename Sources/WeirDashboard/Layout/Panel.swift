/// The parts of the screen that can be looked at on their own; the raw value is the key that leads there.
public enum Panel: Int, Sendable, Hashable, CaseIterable {
  case flow = 1
  case depth, tasks, timeouts, knobs, events, warnings, latency

  /// The name in the title.
  var title: String {
    switch self {
    case .flow: "Flow"
    case .depth: "Depth"
    case .tasks: "Tasks"
    case .timeouts: "Timeouts"
    case .knobs: "Knobs"
    case .events: "Events"
    case .warnings: "Warnings"
    case .latency: "Latency"
    }
  }

  /// Whether up and down scroll it rather than choose a knob.
  var scrolls: Bool {
    switch self {
    case .tasks, .timeouts, .events, .warnings: true
    case .flow, .depth, .knobs, .latency: false
    }
  }
}
