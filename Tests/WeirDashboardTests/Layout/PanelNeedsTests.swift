import Testing

@testable import WeirDashboard

@Suite struct PanelNeedsTests {
  @Test func `nothing is known about a panel before the first note`() {
    #expect(PanelNeeds()[.flow] == nil)
  }
}
