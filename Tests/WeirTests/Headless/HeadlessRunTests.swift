import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct HeadlessRunTests {
  private func summary(stepsAtOneInstant: Int) throws -> (SummaryText, RunBook) {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let run = try HeadlessRun(
      specification, until: VirtualInstant(nanoseconds: 3_000_000_000),
      book: RunBook(description), output: nil, stepsAtOneInstant: stepsAtOneInstant)
    return (SummaryText(specification, run.book, log: nil, subcommand: "simulate"), run.book)
  }

  @Test func `the summary of a run that was given up says why`() throws {
    let (summary, book) = try summary(stepsAtOneInstant: 5)
    #expect(book.analysis.state == .stalled)
    #expect(book.halt == .clockStoodStill(at: .zero, steps: 5))
    let title = summary.text.prefix { $0 != "\n" }
    #expect(title.hasSuffix(" · stalled: the clock stood still at 0s for 5 steps"))
  }

  @Test func `the summary of a run that reached its end says so`() throws {
    let (summary, book) = try summary(stepsAtOneInstant: 100_000)
    #expect(book.halt == nil)
    #expect(summary.text.prefix { $0 != "\n" }.hasSuffix(" · stopped"))
  }
}
