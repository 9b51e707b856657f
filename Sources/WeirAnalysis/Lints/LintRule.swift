import WeirEvents

/// One of the lints: a rule that knows a mistake by its events.
///
/// Events reach it through methods of its own, which `Lints` calls; each costs constant time, or as
/// long as a comment says. What depends on time is looked at in `pass`. Whatever the events, its
/// memory has a limit.
protocol LintRule: Sendable {
  init(_ thresholds: LintThresholds)

  /// The first instant after which there is something to look at; the end of time if there is
  /// nothing.
  var nextDue: VirtualInstant { get }

  /// Looks at what is due at an instant. Afterwards `nextDue` is later.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard)

  /// Judges by other thresholds from now on. What has been found goes when its cause does.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant)

  /// Forgets what the ledgers no longer know, after a snapshot has named all that lives.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard)
}

extension LintRule {
  var nextDue: VirtualInstant { .endOfTime }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {}

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {}

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {}
}
