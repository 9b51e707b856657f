/// What goes from one part of a pattern to the next, and how often it does so over time.
enum FlowKind: Int, Sendable, CaseIterable {
  case enqueued, dequeued, acquired, released, batched, written, asked, answered
  case ended, tried, exhausted, fired, dropped

  /// What happens, in two words at most.
  var words: String {
    switch self {
    case .enqueued: "put in"
    case .dequeued: "taken out"
    case .acquired: "acquired"
    case .released: "given back"
    case .batched: "batched"
    case .written: "dealt with"
    case .asked: "asked"
    case .answered: "answered"
    case .ended: "tasks ended"
    case .tried: "tries"
    case .exhausted: "given up"
    case .fired: "too late"
    case .dropped: "dropped"
    }
  }

  /// Whether it is better for it not to happen.
  var isBad: Bool { self == .exhausted || self == .fired || self == .dropped }
}
