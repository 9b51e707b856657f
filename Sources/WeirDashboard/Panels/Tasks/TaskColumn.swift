/// What the table of tasks tells of each, in the order in which it stands there.
enum TaskColumn: Int, Sendable, CaseIterable {
  case state, id, name, parent, wait, place, total, busy, ready, idle, polls, warnings

  var title: String {
    switch self {
    case .state: "state"
    case .id: "id"
    case .name: "name"
    case .parent: "parent"
    case .wait: "does"
    case .place: "where"
    case .total: "total"
    case .busy: "busy"
    case .ready: "ready"
    case .idle: "idle"
    case .polls: "polls"
    case .warnings: "!"
    }
  }

  /// Whether it stands at the right of its column, as numbers do.
  var isNumber: Bool {
    switch self {
    case .id, .total, .busy, .ready, .idle, .polls, .warnings: true
    case .state, .name, .parent, .wait, .place: false
    }
  }

  /// Whether the most comes first unless one asks for the least.
  var beginsWithMost: Bool { isNumber && self != .id }

  /// How wide it is at least, and how wide it may grow.
  var widths: ClosedRange<Int> {
    switch self {
    case .state: 1...1
    case .id: 5...5
    case .name: 12...28
    case .parent: 12...18
    case .wait: 16...30
    case .place: 18...34
    case .total, .busy, .ready, .idle: 6...6
    case .polls: 6...6
    case .warnings: 2...2
    }
  }
}
