import Testing

@testable import WeirDashboard

@Suite struct PanelNeedsTests {
  private func rows(after steps: [(rows: Int, seconds: Double)]) -> Int? {
    var needs = PanelNeeds()
    for step in steps { needs.note(step.rows...step.rows, for: .tasks, after: step.seconds) }
    return needs[.tasks]?.upperBound
  }

  @Test func `a need grows at once`() {
    #expect(rows(after: [(5, 0), (8, 0), (12, 0.03)]) == 12)
  }

  @Test func `a need shrinks after five smaller seconds, to the largest one in between`() {
    #expect(rows(after: [(12, 0), (5, 2), (7, 2)]) == 12)
    #expect(rows(after: [(12, 0), (5, 2), (7, 2), (6, 1)]) == 7)
  }

  @Test func `the same need again restarts the five seconds`() {
    #expect(rows(after: [(12, 0), (5, 4), (12, 0.1), (5, 4)]) == 12)
  }

  @Test func `nothing is known about a panel before the first note`() {
    #expect(PanelNeeds()[.flow] == nil)
  }
}
