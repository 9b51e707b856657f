import Testing
import WeirPatterns

@Suite struct RetryBudgetTests {
  /// The number of retries that can be withdrawn.
  private func drain(_ budget: RetryBudget) -> Int {
    var count = 0
    while budget.withdraw() { count += 1 }
    return count
  }

  @Test func `a retry budget begins with a full reserve`() {
    #expect(drain(RetryBudget(share: 0.2, reserve: 3)) == 3)
  }

  @Test func `five calls at a share of a fifth allow exactly one retry`() {
    let budget = RetryBudget(share: 0.2, reserve: 3)
    _ = drain(budget)
    for _ in 1...4 { budget.deposit() }
    #expect(!budget.withdraw())
    budget.deposit()
    #expect(budget.withdraw())
    #expect(budget.balance == 0)
  }

  @Test func `a retry budget saves no more than its reserve`() {
    let budget = RetryBudget(share: 0.5, reserve: 2)
    for _ in 1...100 { budget.deposit() }
    #expect(drain(budget) == 2)
  }

  @Test func `a changed share applies from the next call`() {
    let budget = RetryBudget(share: 0, reserve: 1)
    _ = drain(budget)
    budget.deposit()
    #expect(budget.balance == 0)
    budget.reconfigure(share: 1)
    budget.deposit()
    #expect(drain(budget) == 1)
  }

  @Test(arguments: [-1, .nan, -.infinity] as [Double])
  func `an invalid share counts as zero`(share: Double) {
    let budget = RetryBudget(share: share, reserve: 1)
    _ = drain(budget)
    budget.reconfigure(share: share)
    budget.deposit()
    #expect(budget.balance == 0)
  }

  @Test func `a budget with an infinite share is full after one call`() {
    let budget = RetryBudget(share: .infinity, reserve: 2)
    _ = drain(budget)
    budget.deposit()
    #expect(budget.balance == 2)
    #expect(drain(RetryBudget(reserve: -1)) == 0)
  }
}
