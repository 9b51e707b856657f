import Testing
import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios

@testable import weir

@Suite struct PlaceArgumentTests {
  private static func instant(_ milliseconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: milliseconds * 1_000_000)
  }

  @Test(
    arguments: [
      ("12.5s", .instant(instant(12_500))), ("1:30", .instant(instant(90_000))),
      ("40%", .share(0.4)), ("#4800", .event(4800)), ("#48,213", .event(48_213)),
      ("warning 3", .warning(3)), ("start", .instant(.zero)), ("end", .end),
    ] as [(String, SeekTarget)])
  func `a place in a log is written as for the command line of the dashboard`(
    text: String, target: SeekTarget
  ) throws {
    #expect(try PlaceArgument(text).target(inLogThatGrows: false) == target)
  }

  @Test(
    arguments: [
      ("12.5s", .instant(instant(12_500))), ("#4800", .event(4800)), ("start", .instant(.zero)),
    ] as [(String, SeekTarget)])
  func `a place in a run is known before it runs`(text: String, target: SeekTarget) throws {
    #expect(try PlaceArgument(text).target(in: run("pool"), thresholds: .init()) == target)
  }

  @Test(
    arguments: [
      ("soon", .noPlace("soon")), ("", .noPlace("")), ("warning", .noPlace("warning")),
      ("warning 0", .noPlace("warning 0")), ("101%", .noPlace("101%")), ("5", .noPlace("5")),
      ("-1s", .negativeDuration(option: "--at", "-1s")), ("+5s", .relativePlace("+5s")),
      ("9999999h", .durationOutOfRange(option: "--at", "9999999h")),
    ] as [(String, UsageError)])
  func `what is no place on the command line is refused`(text: String, wanted: UsageError) {
    #expect(throws: wanted) { try PlaceArgument(text) }
  }

  @Test func `a share has no meaning before the length is known`() throws {
    let place = try PlaceArgument("40%")
    #expect(throws: UsageError.shareOfRun("40%")) {
      try place.target(in: run("pool"), thresholds: .init())
    }
    #expect(throws: UsageError.shareOfGrowingLog("40%")) { try place.target(inLogThatGrows: true) }
  }

  @Test func `only a run that ends by itself has an end`() throws {
    let end = try PlaceArgument("end")
    #expect(throws: UsageError.runWithoutEnd(scenario: "pool", knob: "requests")) {
      try end.target(in: run("pool"), thresholds: .init())
    }
    let guide = try ScenarioCatalog.specification(of: "pool", preset: "guide", seed: 1)
    #expect(try end.target(in: guide, thresholds: .init()) == .instant(.endOfTime))
  }

  @Test func `a warning of a run is found where a log of the run has it`() throws {
    let storm = try ScenarioCatalog.specification(
      of: "producer-consumer", pitfall: "no-task-done", seed: 42)
    var raised: [VirtualInstant] = []
    let description = try ScenarioCatalog.description(of: storm.scenario)
    var model = RunModel(of: storm, in: description)
    let simulation = try ScenarioRun(storm) { batch in
      for change in model.fold(batch).findingChanges {
        if case .raised = change.change { raised.append(change.instant) }
      }
    }.simulation
    simulation.run(until: .zero.advanced(by: .seconds(120)))
    simulation.tearDown()
    let first = try #require(raised.first)
    let search = WarningSearch(storm, thresholds: .init())
    // A warning is listed once time has passed the instant at which it was raised.
    #expect(try search.target(of: 1) == .instant(first.advanced(by: .nanoseconds(1))))
  }

  @Test func `a run that has no such warning in its first hour is not searched any further`() throws
  {
    let search = WarningSearch(
      try run("pool"), thresholds: .init(), length: .seconds(20))
    #expect(throws: UsageError.noWarning(1, count: 0, hasEnded: false)) {
      try search.target(of: 1)
    }
  }

  private func run(_ scenario: String) throws -> RunSpecification {
    try ScenarioCatalog.specification(of: scenario, seed: 1)
  }
}
