import Synchronization
import Testing
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirSession

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
      case .opened, .run, .failed, .parted, nil: break
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
  ) async -> RunParting? {
    let (partings, found) = AsyncStream<RunParting?>.makeStream()
    let search = PartingSearch(runs) { found.yield($0) }
    for place in places {
      search.advance(to: place)
      search.wait()
    }
    found.finish()
    var last: RunParting?
    for await parting in partings { last = parting }
    return last
  }

  @Test func `the search finds where two runs part, as the command does`() async throws {
    let (right, wrong) = (try service(), try service { $0.pitfall = "retry-storm" })
    let places = [1.0, 5, 10, 20, 30].map { seconds in
      PartingSearch.Place(instant: instant(seconds), inputs: [[], []])
    }
    let comparison = try HeadlessComparison(
      try ComparedSimulation(right, .until(instant(30)), thresholds: .init()),
      try ComparedSimulation(wrong, .until(instant(30)), thresholds: .init()))
    let expected = try #require(comparison.report.firstDifference)
    let found = await search([.simulation(right), .simulation(wrong)], places)
    #expect(found?.event == expected.event && found?.instant == expected.instant)
    #expect(found?.shown == expected.a && found?.other == expected.b)
    #expect(await search([.simulation(right), .simulation(right)], places) == nil)
  }

  @Test func `a knob that is turned while it searches is part of its run`() async throws {
    let specification = try service()
    let input = TimedInput(instant(7), .markerSet("here"))
    func place(_ seconds: Double, _ inputs: [[TimedInput]]) -> PartingSearch.Place {
      PartingSearch.Place(instant: instant(seconds), inputs: inputs)
    }
    let runs: [PartingSearch.Run] = [.simulation(specification), .simulation(specification)]
    let places = [
      place(5, [[], []]), place(7, [[], []]), place(7, [[], [input]]), place(8, [[], [input]]),
    ]
    let found = await search(runs, places)
    #expect(found?.instant ?? .zero >= input.instant)
    #expect(found?.other.hasSuffix("you set the marker here") == true)
    // In both, it makes no difference; an input that came to be known late is not missed.
    #expect(await search(runs, [place(5, [[], []]), place(8, [[input], [input]])]) == nil)
    #expect(await search(runs, [place(8, [[], []]), place(8, [[], [input]])]) != nil)
  }
}
