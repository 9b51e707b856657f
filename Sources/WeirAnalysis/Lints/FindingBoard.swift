import WeirEvents

/// The current findings, and how they changed. Constant time per change.
struct FindingBoard: Sendable {
  /// The key of a finding: a lint, and the number of a task, queue, worker, pool or role.
  struct Key: Hashable, Sendable {
    let lint: Lint
    let subject: UInt64

    func hash(into hasher: inout Hasher) { hasher.combine(subject) }
  }

  /// The findings in the order in which they were raised, by consecutive numbers.
  private var roster = Roster<Finding>()
  private var numbers: [Key: UInt64] = [:]
  private var raisedCount: UInt64 = 0
  private var changes: [TimedFindingChange] = []
  /// How many events have been folded.
  var eventCount = 0

  /// The findings in the order in which they were raised, in linear time.
  var findings: [Finding] { Array(roster.presentValues) }

  /// Whether there are no findings, which is the common and fast case.
  var isEmpty: Bool { numbers.isEmpty }

  func holds(_ key: Key) -> Bool { !isEmpty && numbers[key] != nil }

  /// Raises a finding; one with the same key is cleared first. Does nothing if there are
  /// `LintLimits.findings` already.
  mutating func raise(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    clear(key, at: now)
    guard numbers.count < LintLimits.findings else { return }
    raisedCount += 1
    numbers[key] = raisedCount
    roster.insert(finding, for: raisedCount)
    note(.raised(finding), at: now)
  }

  /// Raises a finding or, if there is one with the same key, replaces its evidence, which does not
  /// count as a change.
  mutating func update(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    guard let number = numbers[key], let position = roster.position(of: number) else {
      return raise(finding, as: key, at: now)
    }
    roster[position] = finding
  }

  /// Clears a finding, if it is raised.
  mutating func clear(_ key: Key, at now: VirtualInstant) {
    guard !isEmpty, let number = numbers.removeValue(forKey: key),
      let position = roster.position(of: number)
    else { return }
    note(.cleared(roster[position]), at: now)
    roster.remove(at: position)
  }

  /// Returns the changes since the last call; of changes never taken, the latest ones are kept.
  mutating func takeChanges() -> [TimedFindingChange] {
    guard !changes.isEmpty else { return [] }
    defer { changes = [] }
    return changes
  }

  private mutating func note(_ change: FindingChange, at now: VirtualInstant) {
    if changes.count >= LintLimits.findings { changes.removeFirst(changes.count / 2) }
    changes.append(TimedFindingChange(instant: now, eventsBefore: eventCount, change: change))
  }
}
