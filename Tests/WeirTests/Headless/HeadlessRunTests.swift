import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

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
}
