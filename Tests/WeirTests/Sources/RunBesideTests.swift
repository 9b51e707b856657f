import Synchronization
import Testing
import WeirAnalysis
import WeirEvents
import WeirScenarios
import WeirSession

@testable import WeirDashboard
@testable import weir

@Suite struct RunBesideTests {
  private func service(_ change: (inout RunSpecification) -> Void = { _ in }) throws
    -> RunSpecification
  {
    var specification = try ScenarioCatalog.specification(of: "service", seed: 3)
    change(&specification)
    return specification
  }

  private func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  @Test func `the run beside comes to each instant that the shown run reaches, also back`()
    async throws
  {
    let specification = try service()
    let beside = try RunBeside(.run(specification))
    var rest = [1.0, 1.5, 4, 4, 2, 0.25, 3].map { SeekTarget.instant(instant($0)) }[...]
    var model = RunModel(of: specification, in: nil)
    var restored: RestoredRun?
    rest.first.map { beside.source.perform(.goTo($0)) }
    for await update in beside.source.updates {
      switch ComparedReport(update) {
      case .batchArrived(let batch): model.fold(batch)
      case .runStarted(let start): model = RunModel(of: start, in: nil)
      case .run(.restored(let past, _)): restored = past
      case .run(.atHead): restored = nil
      case .opened, .run, .failed, .parted, .partingUnknown, .noticed, .problem, nil: break
      }
      guard case .seekEnded(let arrival) = update, arrival.target == rest.first else { continue }
      rest.removeFirst()
      let place = arrival.position.instant
      #expect(arrival.target == .instant(place))
      #expect((restored?.position.instant ?? model.analysis.now) == place)
      let alone = try HeadlessRun(specification, until: place, thresholds: .init())
      #expect((restored?.digest ?? model.digest.hexadecimal) == alone.model.digest.hexadecimal)
      guard let next = rest.first else { break }
      beside.source.perform(.goTo(next))
    }
    beside.stop()
    #expect(rest.isEmpty)
  }

  @Test func `a log beside a run is played on, and restored only where it jumps`() async throws {
    let specification = try service()
    let log = try TestLog(try LogText(of: specification, until: instant(6)).text)
    let beside = try RunBeside(.log(path: log.path))
    var rest = [1.0, 1.033, 1.066, 1.1, 1.1, 1.133, 0.5, 0.533].map(instant)[...]
    var (model, restored) = (RunModel(of: specification, in: nil), 0)
    beside.source.perform(.goTo(.end))
    for await update in beside.source.updates {
      switch update {
      case .batchArrived(let batch): model.fold(batch)
      case .restored(let past, _):
        restored += 1
        model = past.history.model
      default: break
      }
      guard case .seekEnded(let arrival) = update else { continue }
      if case .instant(let place) = arrival.target {
        let alone = try HeadlessRun(specification, until: place, thresholds: .init())
        #expect(model.digest.hexadecimal == alone.model.digest.hexadecimal)
        rest.removeFirst()
      }
      guard let next = rest.first else { break }
      beside.source.perform(.keepUp(with: next))
    }
    beside.stop()
    #expect(rest.isEmpty)
    // At the end, and for the two jumps back.
    #expect(restored == 3)
  }

  @Test func `what is no log, or can be read only once, is refused`() throws {
    let pipe = try TestLog(pipeWith: "")
    #expect(throws: BesideFailure.noFile(path: pipe.path)) {
      try RunBeside(.log(path: pipe.path))
    }
    #expect(throws: BesideFailure.noFile(path: "-")) { try RunBeside(.log(path: "-")) }
    #expect(throws: SessionError.self) { try RunBeside(.log(path: "/nothing/here")) }
    let text = try RecordedRun(try service(), until: 1).text
    let log = try TestLog(text)
    let beside = try RunBeside(.log(path: log.path))
    #expect(beside.log?.start.scenario == "service")
    beside.stop()
  }

  /// Searches up to some places, and returns what is found.
  private func search(
    _ runs: [PartingSearch.Run], _ places: [PartingSearch.Place]
  ) -> RunParting? {
    if case .found(let parting)? = outcomes(of: runs, places).last { parting } else { nil }
  }

  private func outcomes(
    of runs: [PartingSearch.Run], _ places: [PartingSearch.Place], isStopped: Bool = false
  ) -> [PartingSearch.Outcome] {
    let outcomes = OutcomeList()
    let search = PartingSearch(runs) { outcome in outcomes.all.withLock { $0.append(outcome) } }
    if isStopped { search.stop() }
    for place in places {
      search.advance(to: place)
      search.wait()
    }
    return outcomes.all.withLock { $0 }
  }

  private final class OutcomeList: Sendable {
    let all = Mutex<[PartingSearch.Outcome]>([])
  }

  @Test func `the search finds where two runs part, as the command does`() throws {
    let (right, wrong) = (try service(), try service { $0.pitfall = "retry-storm" })
    let places = [1.0, 5, 10, 20, 30].map { seconds in
      PartingSearch.Place(instant: instant(seconds), inputs: [[], []])
    }
    let comparison = try HeadlessComparison(
      try ComparedSimulation(right, .until(instant(30)), thresholds: .init()),
      try ComparedSimulation(wrong, .until(instant(30)), thresholds: .init()))
    let expected = try #require(comparison.report.firstDifference)
    let found = search([.simulation(right), .simulation(wrong)], places)
    #expect(found?.event == expected.event && found?.instant == expected.instant)
    #expect(found?.shown == expected.a && found?.other == expected.b)
    #expect(search([.simulation(right), .simulation(right)], places) == nil)
  }

  @Test func `a knob that is turned while it searches is part of its run`() throws {
    let specification = try service()
    let input = TimedInput(instant(7), .markerSet("here"))
    func place(_ seconds: Double, _ inputs: [[TimedInput]]) -> PartingSearch.Place {
      PartingSearch.Place(instant: instant(seconds), inputs: inputs)
    }
    let runs: [PartingSearch.Run] = [.simulation(specification), .simulation(specification)]
    let places = [
      place(5, [[], []]), place(7, [[], []]), place(7, [[], [input]]), place(8, [[], [input]]),
    ]
    let found = search(runs, places)
    #expect(found?.instant ?? .zero >= input.instant)
    #expect(found?.other.hasSuffix("you set the marker here") == true)
    // In both, it makes no difference; an input that came to be known late is not missed.
    #expect(search(runs, [place(5, [[], []]), place(8, [[input], [input]])]) == nil)
    #expect(search(runs, [place(8, [[], []]), place(8, [[], [input]])]) != nil)
  }

  @Test func `runs that no longer part, in another future, are not said to part`() throws {
    let specification = try service()
    let runs: [PartingSearch.Run] = [.simulation(specification), .simulation(specification)]
    let input = TimedInput(instant(7), .markerSet("here"))
    func place(_ seconds: Double, _ inputs: [TimedInput]) -> PartingSearch.Place {
      PartingSearch.Place(instant: instant(seconds), inputs: [inputs, []])
    }
    let left = outcomes(of: runs, [place(8, [input]), place(2, [])])
    #expect(left.count == 2 && left.last == .notYet)
    // To look at the past is no other future.
    let seen = outcomes(of: runs, [place(8, [input]), place(2, [input]), place(9, [input])])
    #expect(seen.count == 1)
    // Neither is an input of the run itself that is still to come.
    var later = specification
    later.inputs = [input]
    let both = outcomes(
      of: [.simulation(later), .simulation(specification)],
      [place(5, []), place(8, [input]), place(9, [input])])
    #expect(both.count == 1 && both.last != .notYet)
  }

  @Test func `a run that can't be read again has no known place, and is tried once`() throws {
    let runs: [PartingSearch.Run] = [
      .simulation(try service()), .log(path: "/nothing/here"),
    ]
    let places = [1.0, 2, 3].map {
      PartingSearch.Place(instant: instant($0), inputs: [[], []])
    }
    #expect(outcomes(of: runs, places) == [.unknown])
  }

  @Test func `a search that was stopped reports nothing`() throws {
    let (right, wrong) = (try service(), try service { $0.pitfall = "retry-storm" })
    let places = [PartingSearch.Place(instant: instant(30), inputs: [[], []])]
    let runs: [PartingSearch.Run] = [.simulation(right), .simulation(wrong)]
    #expect(outcomes(of: runs, places, isStopped: true) == [])
    #expect(outcomes(of: runs, places).count == 1)
  }

  @Test func `what the source of the run beside says is passed on, and its errors`() throws {
    let updates: [SourceUpdate] = [
      .failed("It can't be done. Do another thing."), .noticed("So it is."),
      .seekEnded(
        Arrival(
          target: .end, position: RunPosition(event: 0, instant: .zero), failure: "Too long ago.")),
    ]
    let texts = updates.map { update -> String? in
      switch ComparedReport(update) {
      case .problem(let text), .noticed(let text): text
      default: nil
      }
    }
    #expect(texts == ["It can't be done. Do another thing.", "So it is.", "Too long ago."])
  }
}
