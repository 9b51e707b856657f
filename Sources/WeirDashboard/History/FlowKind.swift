import WeirEvents

/// What flows from one part of a pattern to the next.
enum FlowKind: Int, Sendable, CaseIterable {
  case enqueued, dequeued, acquired, released, batched, written, asked, answered
  case ended, tried, exhausted, fired, dropped

  /// What happens, in at most two words.
  var words: String {
    switch self {
    case .enqueued: "enqueued"
    case .dequeued: "dequeued"
    case .acquired: "acquired"
    case .released: "released"
    case .batched: "batched"
    case .written: "processed"
    case .asked: "requested"
    case .answered: "answered"
    case .ended: "tasks ended"
    case .tried: "tries"
    case .exhausted: "given up"
    case .fired: "timed out"
    case .dropped: "dropped"
    }
  }

  /// The kind of event that reports it.
  private var event: EventKind {
    switch self {
    case .enqueued: .queue(.enqueued)
    case .dequeued: .queue(.dequeued)
    case .acquired: .pool(.acquired)
    case .released: .pool(.released)
    case .batched: .batch(.itemAdded)
    case .written: .batch(.ended)
    case .asked: .request(.started)
    case .answered: .request(.ended)
    case .ended: .task(.finished)
    case .tried: .request(.attemptStarted)
    case .exhausted: .request(.retriesExhausted)
    case .fired: .timeout(.fired)
    case .dropped: .queue(.dropped)
    }
  }

  /// What an event reports; `nil` if it is none of these.
  init?(_ event: Event.Kind) {
    guard let kind = FlowKind.byNumber[Int(event.number)] else { return nil }
    self = kind
  }

  /// By the number of the event. A table is as fast as a switch, and needs no line for a new kind
  /// of event that is not counted.
  private static let byNumber: [FlowKind?] = {
    var kinds = [FlowKind?](repeating: nil, count: 256)
    for kind in allCases { kinds[Int(kind.event.schema.number)] = kind }
    return kinds
  }()

  /// Whether it indicates a problem.
  var isBad: Bool { self == .exhausted || self == .fired || self == .dropped }
}
