import WeirEvents

/// A lint: a rule that recognizes a mistake by its events.
///
/// Events reach it through methods of its own, which `Lints` calls; each takes constant time unless
/// a comment says otherwise. What depends on time is checked in `pass`. Its memory has a limit, no
/// matter what the events are.
protocol LintRule: Sendable {
  init(_ thresholds: LintThresholds)

  /// The first instant after which there is something to check; the end of time if there is
  /// nothing.
  var nextDue: VirtualInstant { get }

  /// Checks what is due at an instant. Afterwards `nextDue` is later.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard)

  /// Continues with what `pass` left undecided because nothing may have happened since, after all
  /// that is due before an instant: a log may be silent for as long as it likes.
  mutating func resume(after now: VirtualInstant, _ ledgers: Ledgers)

  /// Uses other thresholds from now on. Findings already raised are cleared when their cause ends.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant)

  /// Forgets what the ledgers no longer know, after a snapshot has listed everything that is alive.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard)
}

extension LintRule {
  var nextDue: VirtualInstant { .endOfTime }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {}

  mutating func resume(after now: VirtualInstant, _ ledgers: Ledgers) {}

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {}

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {}
}
