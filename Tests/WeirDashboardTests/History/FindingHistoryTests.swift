import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct FindingHistoryTests {
  private func finding(_ subject: String, _ evidence: String = "") -> Finding {
    Finding(lint: .queueSaturated, subject: subject, since: .zero, evidence: evidence)
  }

  private func change(_ seconds: Int64, _ change: FindingChange) -> TimedFindingChange {
    TimedFindingChange(
      instant: VirtualInstant(nanoseconds: seconds * 1_000_000_000), eventsBefore: 0, change: change
    )
  }

  @Test func `a cleared finding is kept with the time at which it was cleared`() {
    var history = FindingHistory()
    history.fold([change(1, .raised(finding("intake"))), change(5, .cleared(finding("intake")))])
    #expect(history.past.map(\.finding.subject) == ["intake"])
    #expect(history.past.map(\.cleared.seconds) == [5])
    #expect(history.raisedCounts == [.queueSaturated: 1])
  }

  @Test func `a finding that is raised again at once with other evidence was never cleared`() {
    var history = FindingHistory()
    history.fold([
      change(1, .raised(finding("intake", "a"))), change(5, .cleared(finding("intake", "a"))),
      change(5, .raised(finding("intake", "b"))),
    ])
    #expect(history.past.isEmpty)
    #expect(history.raisedCounts == [.queueSaturated: 1])
  }

  @Test func `several findings that are raised again at one instant were never cleared`() {
    var history = FindingHistory()
    history.fold([change(1, .raised(finding("a"))), change(1, .raised(finding("b")))])
    history.fold([change(5, .cleared(finding("a"))), change(5, .cleared(finding("b")))])
    history.fold([change(5, .raised(finding("a"))), change(5, .raised(finding("b")))])
    #expect(history.past.isEmpty)
    #expect(history.raisedCounts == [.queueSaturated: 2])
  }

  @Test func `the last 64 cleared findings are kept`() {
    var history = FindingHistory()
    for second in 0..<100 { history.fold([change(Int64(second), .cleared(finding("\(second)")))]) }
    #expect(history.past.count == 64)
    #expect(history.past.last?.finding.subject == "99")
  }
}
