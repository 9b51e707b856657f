/// The columns of the table of tasks, from left to right.
enum TaskColumn: Int, Sendable, CaseIterable {
  case state, id, name, parent, wait, since, place, waker, origin, total, busy, ready, idle, polls,
    warnings

  var title: String {
    switch self {
    case .state: "state"
    case .id: "id"
    case .name: "name"
    case .parent: "parent"
    case .wait: "does"
    case .since: "for"
    case .place: "where"
    case .waker: "woken by"
    case .origin: "started at"
    case .total: "total"
    case .busy: "busy"
    case .ready: "ready"
    case .idle: "idle"
    case .polls: "polls"
    case .warnings: "!"
    }
  }

  /// Whether it is right-aligned, as numbers are.
  var isNumber: Bool {
    switch self {
    case .id, .since, .total, .busy, .ready, .idle, .polls, .warnings: true
    case .state, .name, .parent, .wait, .place, .waker, .origin: false
    }
  }

  /// Whether the greatest value comes first unless the order is reversed.
  var startsWithGreatest: Bool { isNumber && self != .id }

  /// The least and the greatest width.
  var widths: ClosedRange<Int> {
    switch self {
    case .state: 1...1
    case .id: 5...5
    case .name: 12...28
    case .parent, .waker: 12...18
    case .wait: 16...30
    case .place, .origin: 18...34
    case .since, .total, .busy, .ready, .idle: 6...6
    case .polls: 6...6
    case .warnings: 2...2
    }
  }
}
