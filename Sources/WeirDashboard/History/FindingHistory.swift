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
    for (index, change) in changes.enumerated() {
      switch change.change {
      case .raised(let finding):
        if let last = past.last, last.cleared == change.instant, last.finding.isSame(as: finding) {
          past.removeLast()
        } else {
          raisedCounts[finding.lint, default: 0] += 1
        }
      case .cleared(let finding):
        // What is raised anew is taken down first, in the same breath.
        past.append(Past(finding: finding, cleared: changes[index].instant))
        if past.count > FindingHistory.capacity { past.removeFirst() }
      }
    }
  }
}

extension Finding {
  /// Whether it is about the same thing, be the evidence another one.
  fileprivate func isSame(as other: Finding) -> Bool {
    lint == other.lint && subject == other.subject
  }
}
