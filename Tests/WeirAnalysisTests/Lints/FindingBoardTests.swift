import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

@Suite struct FindingBoardTests {
  private func finding(_ subject: String) -> Finding {
    Finding(lint: .deadlock, subject: subject, since: .zero, evidence: "")
  }

  private func key(_ number: UInt64, _ lint: Lint = .deadlock) -> FindingBoard.Key {
    .init(lint: lint, subject: number)
  }

  @Test func `findings are in the order in which they were raised`() {
    var board = FindingBoard()
    for number in UInt64(1)...4 {
      board.raise(finding("\(number)"), as: key(number), at: .zero)
    }
    board.clear(key(2), at: .zero)
    board.clear(key(3, .queueSaturated), at: .zero)
    board.update(finding("newer 3"), as: key(3), at: .zero)
    board.raise(finding("again 1"), as: key(1), at: .zero)
    #expect(board.findings.map(\.subject) == ["newer 3", "4", "again 1"])
    #expect(board.holds(key(4)) && !board.holds(key(2)) && !board.holds(key(4, .poolStarved)))
    #expect(board.takeChanges().count == 7 && board.takeChanges().isEmpty)
  }

  @Test func `the numbers of current findings and of waiting changes have limits`() {
    var board = FindingBoard()
    let many = UInt64(LintLimits.findings) + 10
    for number in 1...many { board.raise(finding(""), as: key(number), at: .zero) }
    #expect(board.findings.count == LintLimits.findings)
    for number in 1...many { board.clear(key(number), at: .zero) }
    #expect(board.isEmpty && board.takeChanges().count <= LintLimits.findings)
    board.raise(finding("one"), as: key(1), at: .zero)
    #expect(board.findings.map(\.subject) == ["one"])
  }
}
