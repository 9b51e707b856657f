import DequeModule
import WeirTrace

/// The findings that held once and hold no longer, the last 64 of them.
struct FindingHistory: Sendable {
  private static let capacity = 64

  /// A finding, and when it went.
  struct Past: Sendable, Equatable {
    var finding: Finding
    var cleared: VirtualInstant
  }

  /// The latest last.
  private(set) var past: Deque<Past> = []
  /// How many of each lint's findings there have been, those that hold among them.
  private(set) var raisedCounts: [Lint: Int] = [:]

  /// Takes in changes in order. A finding that comes again at the instant at which it went has never been away.
  mutating func fold(_ changes: [TimedFindingChange]) {
    for change in changes {
      switch change.change {
      case .raised(let finding): raise(finding, at: change.instant)
      case .cleared(let finding):
        // What is raised anew is taken down first, in the same breath.
        past.append(Past(finding: finding, cleared: change.instant))
        if past.count > FindingHistory.capacity { past.removeFirst() }
      }
    }
  }

  private mutating func raise(_ finding: Finding, at now: VirtualInstant) {
    let late = past.indices.reversed().prefix { past[$0].cleared == now }
    if let index = late.first(where: { past[$0].finding.isSame(as: finding) }) {
      past.remove(at: index)
    } else {
      raisedCounts[finding.lint, default: 0] += 1
    }
  }
}

extension Finding {
  /// Whether it is about the same thing, be the evidence another one.
  fileprivate func isSame(as other: Finding) -> Bool {
    lint == other.lint && subject == other.subject
  }
}
