import DequeModule
import WeirAnalysis
import WeirEvents

/// The last 64 findings that were cleared.
struct FindingHistory: Sendable {
  private static let capacity = 64

  /// A finding, and when it was cleared.
  struct Past: Sendable, Equatable {
    var finding: Finding
    var cleared: VirtualInstant
  }

  /// The latest last.
  private(set) var past: Deque<Past> = []
  /// How many findings of each lint were raised so far.
  private(set) var raisedCounts: [Lint: Int] = [:]

  /// Records changes, in order. A finding that is raised again at the instant at which it was
  /// cleared counts as never cleared.
  mutating func fold(_ changes: [TimedFindingChange]) {
    for change in changes {
      switch change.change {
      case .raised(let finding): raise(finding, at: change.instant)
      case .cleared(let finding):
        // A finding whose evidence changes is cleared and raised at the same instant.
        past.append(Past(finding: finding, cleared: change.instant))
        if past.count > FindingHistory.capacity { past.removeFirst() }
      }
    }
  }

  /// One for each lint and group, at the place of its last one: from the first raise until the last
  /// was cleared.
  var folded: [Past] {
    var places: [[String]: Int] = [:]
    var folded: [Past] = []
    for entry in past.reversed() {
      let key = [entry.finding.lint.rawValue, entry.finding.group]
      guard let place = places[key] else {
        places[key] = folded.count
        folded.append(entry)
        continue
      }
      let sum = [entry.finding, folded[place].finding].folded
      folded[place].finding = sum.first ?? entry.finding
    }
    return folded.reversed()
  }

  /// The findings that were cleared after an instant, the latest last.
  func cleared(after instant: VirtualInstant) -> [Finding] {
    past.reversed().prefix { $0.cleared > instant }.reversed().map(\.finding)
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
  /// Whether it is about the same thing, even if the evidence differs.
  fileprivate func isSame(as other: Finding) -> Bool {
    lint == other.lint && subject == other.subject
  }
}
