import WeirEvents

/// The findings that hold now, and how they changed. Constant time a change.
struct FindingBoard: Sendable {
  /// What a finding is about, to find it again: a lint, and the number of a task, queue, worker,
  /// pool or role.
  struct Key: Hashable, Sendable {
    let lint: Lint
    let subject: UInt64

    func hash(into hasher: inout Hasher) { hasher.combine(subject) }
  }

  /// In the order in which they were raised, by numbers that count how often that was.
  private var roster = Roster<Finding>()
  private var numbers: [Key: UInt64] = [:]
  private var raisedCount: UInt64 = 0
  private var changes: [TimedFindingChange] = []
  /// How many events have been folded.
  var eventCount = 0

  /// The findings in the order in which they were raised. Linear in their number.
  var findings: [Finding] { Array(roster.presentValues) }

  /// Whether any finding holds; most of the time none does, and nothing needs to be looked for.
  var isEmpty: Bool { numbers.isEmpty }

  func holds(_ key: Key) -> Bool { !isEmpty && numbers[key] != nil }

  /// Puts a finding up; one with the same key that holds already is taken down first. Where
  /// `LintLimits.findings` hold, nothing more is put up.
  mutating func raise(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    clear(key, at: now)
    guard numbers.count < LintLimits.findings else { return }
    raisedCount += 1
    numbers[key] = raisedCount
    roster.insert(finding, for: raisedCount)
    note(.raised(finding), at: now)
  }

  /// Puts a finding up, or, where one with the same key holds, tells it with newer evidence; that
  /// is no change.
  mutating func put(_ finding: Finding, as key: Key, at now: VirtualInstant) {
    guard let number = numbers[key], let position = roster.position(of: number) else {
      return raise(finding, as: key, at: now)
    }
    roster[position] = finding
  }

  /// Takes a finding down, where it holds.
  mutating func clear(_ key: Key, at now: VirtualInstant) {
    guard !isEmpty, let number = numbers.removeValue(forKey: key),
      let position = roster.position(of: number)
    else { return }
    note(.cleared(roster[position]), at: now)
    roster.remove(at: position)
  }

  /// Hands out the changes since this was last called; of those that nobody takes the last ones are
  /// kept.
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
