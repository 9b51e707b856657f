import WeirEvents

/// The findings that hold now, and how they changed.
struct FindingBoard: Sendable {
  /// What a finding is about, to find it again: a lint, and the number of a task, queue, worker, pool or role.
  struct Key: Hashable, Sendable {
    let lint: Lint
    let subject: UInt64
  }

  /// In the order in which they were raised.
  private(set) var findings: [Finding] = []
  private var keys: [Key] = []
  private var changes: [TimedFindingChange] = []
  /// How many events have been folded.
  var eventCount = 0

  /// Whether any finding holds; most of the time none does, and nothing needs to be looked for.
  var isEmpty: Bool { keys.isEmpty }

  func holds(_ key: Key) -> Bool { keys.contains(key) }

  /// Puts a finding up; one with the same key that holds already is taken down first.
  mutating func raise(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    clear(key, at: now)
    keys.append(key)
    findings.append(finding)
    note(.raised(finding), at: now)
  }

  /// Puts a finding up, or, where one with the same key holds, tells it with newer evidence; that is no change.
  mutating func put(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    guard let index = keys.firstIndex(of: key) else { return raise(finding, as: key, at: now) }
    findings[index] = finding
  }

  /// Takes a finding down, where it holds.
  mutating func clear(_ key: Key, at now: VirtualInstant) {
    guard let index = keys.firstIndex(of: key) else { return }
    keys.remove(at: index)
    note(.cleared(findings.remove(at: index)), at: now)
  }

  mutating func takeChanges() -> [TimedFindingChange] {
    guard !changes.isEmpty else { return [] }
    defer { changes = [] }
    return changes
  }

  private mutating func note(_ change: FindingChange, at now: VirtualInstant) {
    changes.append(TimedFindingChange(instant: now, eventsBefore: eventCount, change: change))
  }
}
