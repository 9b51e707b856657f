import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirSession

@testable import weir

@Suite struct HeadlessRunTests {
  private func summary(stepsAtOneInstant: Int) throws -> (SummaryText, HeadlessRun) {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    let run = try HeadlessRun(
      specification, until: VirtualInstant(nanoseconds: 3_000_000_000),
      thresholds: .init(), stepsAtOneInstant: stepsAtOneInstant)
    return (SummaryText(run.model, halt: run.halt, log: nil, subcommand: "simulate"), run)
  }

  @Test func `the summary of a run that was given up says why`() throws {
    let (summary, run) = try summary(stepsAtOneInstant: 5)
    #expect(run.model.analysis.state == .stalled)
    #expect(run.halt == .clockStoodStill(at: .zero, steps: 5))
    let title = summary.text.prefix { $0 != "\n" }
    #expect(title.hasSuffix(" · stalled: the clock stood still at 0s for 5 steps"))
  }

  @Test func `the summary of a run that reached its end says so`() throws {
    let (summary, run) = try summary(stepsAtOneInstant: 100_000)
    #expect(run.halt == nil)
    #expect(summary.text.prefix { $0 != "\n" }.hasSuffix(" · stopped"))
  }

  /// Runs of several batches, which a second core folds.
  private static let longRuns: [RunSpecification] = ["service", "pool"]
    .compactMap { try? ScenarioCatalog.specification(of: $0, seed: 5) }

  @Test(arguments: longRuns)
  func `a second core changes neither the run nor its log`(
    specification: RunSpecification
  ) throws {
    let alone = try RecordedRun(specification, until: 125)
    let beside = try RecordedRun(specification, until: 125, hasSpareCore: true)
    #expect(alone.run.model.analysis.eventCount > 2 * 16_384)
    #expect(beside.text == alone.text)
    #expect(figures(of: beside.run) == figures(of: alone.run))
  }

  @Test(arguments: [false, true])
  func `a run continues without a log that can't be written`(hasSpareCore: Bool) throws {
    let specification = HeadlessRunTests.longRuns[0]
    let whole = try RecordedRun(specification, until: 30)
    let room = whole.text.utf8.count / 2
    let cut = try RecordedRun(
      specification, until: 30, hasSpareCore: hasSpareCore, room: room)
    #expect(whole.run.failure == nil && cut.run.failure != nil)
    #expect(!cut.text.isEmpty && whole.text.hasPrefix(cut.text))
    #expect(figures(of: cut.run) == figures(of: whole.run))
  }

  private func figures(of run: HeadlessRun) -> JSONValue {
    RunSummary(run.model, version: "1").json
  }
}
