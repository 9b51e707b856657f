public import WeirEvents

/// The findings raised in a run, whether or not they were cleared before its end.
///
/// Findings of one lint and group, such as the tasks of one role, are merged, as in a summary. The
/// first thousand different ones are kept, and the others counted.
public struct RaisedFindings: Sendable {
  /// The findings of one lint and group.
  public struct Entry: Sendable {
    /// The first finding raised.
    public let finding: Finding
    /// How often a finding was raised.
    public fileprivate(set) var count = 1
    /// How many of the findings are not cleared.
    public fileprivate(set) var holdingCount = 1
    /// When one was last cleared; `nil` if none was.
    public fileprivate(set) var cleared: VirtualInstant?

    /// All of them as one finding.
    var folded: Finding { finding.repeated(count) }
  }

  private struct Key: Hashable {
    let lint: Lint
    let group: String
  }

  /// The entries, in the order in which they were first raised.
  public private(set) var entries: [Entry] = []
  /// How often a finding was raised for which no entry was kept.
  public private(set) var otherCount = 0
  private var places: [Key: Int] = [:]

  /// The entries none of whose findings still holds.
  public var cleared: [Entry] { entries.filter { $0.holdingCount <= 0 } }

  /// The maximum number of entries.
  static let limit = 1000

  /// Begins before the first finding.
  public init() {}

  /// Takes changes of findings, in order.
  public mutating func take(_ changes: [TimedFindingChange]) {
    for change in changes {
      switch change.change {
      case .raised(let finding): raise(finding)
      case .cleared(let finding):
        guard let place = places[key(finding)] else { continue }
        entries[place].holdingCount -= 1
        entries[place].cleared = change.instant
      }
    }
  }

  private mutating func raise(_ finding: Finding) {
    if let place = places[key(finding)] {
      entries[place].count += 1
      entries[place].holdingCount += 1
    } else if entries.count < RaisedFindings.limit {
      places[key(finding)] = entries.count
      entries.append(Entry(finding: finding))
    } else {
      otherCount += 1
    }
  }

  private func key(_ finding: Finding) -> Key { Key(lint: finding.lint, group: finding.group) }
}
