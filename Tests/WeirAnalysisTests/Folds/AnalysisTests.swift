import Testing
import WeirTestSupport
import WeirAnalysis
import WeirEvents

@Suite struct AnalysisTests {
  /// The trace, split into batches at random, each with the instant that the run had reached.
  private func batches(of trace: EventBatch, seed: UInt64) -> [EventBatch] {
    var dice = Dice(seed)
    var batches: [EventBatch] = []
    var rest = trace.events[...]
    while let first = rest.first {
      let now = batches.last?.now ?? .zero
      let events = Array(rest.prefix(dice.below(40)))
      rest = rest.dropFirst(events.count)
      let next = rest.first?.instant ?? trace.now
      let reached = dice.once(in: 2) ? next : events.last?.instant ?? max(now, first.instant)
      batches.append(EventBatch(events: events, now: max(now, reached), state: .running))
    }
    return batches + [EventBatch(events: [], now: trace.now, state: .running)]
  }

  @Test(arguments: UInt64(1)...40)
  func `findings do not depend on how events are split into batches`(seed: UInt64) {
    let trace = TraceMaker.make(seed: seed, steps: 2500)
    var whole = Analysis()
    whole.fold(trace)
    let expected = whole.takeFindingChanges()
    var parts = Analysis()
    var found: [TimedFindingChange] = []
    for batch in batches(of: trace, seed: seed &* 77) {
      parts.fold(batch)
      found += parts.takeFindingChanges()
    }
    #expect(found == expected)
    #expect(parts.findings == whole.findings)
    #expect(parts.eventCount == whole.eventCount && parts.now == whole.now)
  }

  @Test func `random traces make every lint fire, except for the rare ones`() {
    var spoken: Set<Lint> = []
    for seed in UInt64(1)...40 {
      var analysis = Analysis()
      analysis.fold(TraceMaker.make(seed: seed, steps: 2500))
      for case .raised(let finding) in analysis.takeFindingChanges().map(\.change) {
        spoken.insert(finding.lint)
      }
    }
    // The traces have no limit on time without a consumer, and no endless growth.
    let rare: Set<Lint> = [
      .deadlock, .cancellationSwallowed, .queueAbandoned, .queueGrowing, .workerStarved,
    ]
    #expect(spoken.subtracting(rare) == Set(Lint.allCases).subtracting(rare))
  }

  @Test(arguments: UInt64(1)...10)
  func
    `changes of findings are in order, and the current findings are those raised and not cleared`(
      seed: UInt64
    )
  {
    var analysis = Analysis()
    analysis.fold(TraceMaker.make(seed: seed, steps: 2500))
    let changes = analysis.takeFindingChanges()
    var holding: [Finding] = []
    for change in changes {
      switch change.change {
      case .raised(let finding): holding.append(finding.withoutEvidence)
      case .cleared(let finding):
        let index = holding.lastIndex(of: finding.withoutEvidence)
        #expect(index != nil)
        index.map { _ = holding.remove(at: $0) }
      }
    }
    #expect(holding == analysis.findings.map(\.withoutEvidence))
    for (change, next) in zip(changes, changes.dropFirst()) {
      #expect(change.instant <= next.instant && change.eventsBefore <= next.eventsBefore)
    }
  }
}

extension Finding {
  /// The part of a finding that stays the same when its evidence is updated.
  fileprivate var withoutEvidence: Finding {
    Finding(lint: lint, subject: subject, since: since, evidence: "")
  }
}
