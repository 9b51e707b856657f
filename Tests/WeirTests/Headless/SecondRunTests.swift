import Testing
import WeirAnalysis
import WeirEvents
import WeirScenarios

@testable import weir

@Suite struct SecondRunTests {
  private let end = VirtualInstant(nanoseconds: 30_000_000_000)

  private func run(
    _ specification: RunSpecification, until end: VirtualInstant?,
    changing change: @escaping (Event) -> Event? = { $0 }
  ) throws -> HeadlessRun {
    try HeadlessRun(
      specification, until: end, thresholds: .init(),
      secondRun: try SecondRun(of: specification, leadLimit: 500, changing: change))
  }

  @Test(arguments: RecordedRun.all)
  func `two runs of every scenario are equal`(specification: RunSpecification) throws {
    let run = try run(specification, until: VirtualInstant(nanoseconds: 1_000_000_000))
    #expect(run.difference == nil)
  }

  @Test func `two long runs with inputs are equal, and so are two to their own end`() throws {
    #expect(try run(LoggedRunTests.withInputs(), until: end).difference == nil)
    let service = try ScenarioCatalog.specification(of: "service", seed: 3)
    let long = try run(service, until: VirtualInstant(nanoseconds: 8_000_000_000))
    #expect(long.difference == nil && long.model.analysis.eventCount > 5_000)
    let guide = try ScenarioCatalog.specification(of: "coroutine", preset: "guide", seed: 3)
    #expect(try run(guide, until: nil).difference == nil)
  }

  @Test(arguments: [1, 2, 500, 3_000, 5_000])
  func `a run that depends on anything else is found at its first different event`(
    number: Int
  ) throws {
    let service = try ScenarioCatalog.specification(of: "service", seed: 3)
    var count = 0
    var instant = VirtualInstant.zero
    let run = try run(service, until: VirtualInstant(nanoseconds: 8_000_000_000)) { event in
      count += 1
      guard count == number else { return event }
      instant = event.instant
      return Event(event.instant, .input(.markerSet(name: Symbol("chance"))))
    }
    let difference = try #require(run.difference)
    #expect(difference.event == number && difference.instant == instant)
    #expect(difference.versions.map(\.source) == ["first run", "second run"])
    #expect(difference.versions[1].text.contains("you set the marker chance"))
  }

  @Test func `events missing from one run are found`() throws {
    var specification = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    specification.inputs = []
    let whole = try run(specification, until: end).model.analysis.eventCount
    for number in [1, whole] {
      var count = 0
      let run = try run(specification, until: end) { event in
        count += 1
        return count == number ? nil : event
      }
      #expect(run.difference?.event == number)
    }
  }

  @Test func `a difference does not change the first run and its summary`() throws {
    let specification = try LoggedRunTests.withInputs()
    let checked = try run(specification, until: end) { _ in nil }
    #expect(checked.difference?.event == 1)
    let plain = try HeadlessRun(specification, until: end, thresholds: .init())
    #expect(plain.model.digest.hexadecimal == checked.model.digest.hexadecimal)
  }
}
