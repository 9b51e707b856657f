import Testing
import WeirEvents

@testable import WeirPatterns

@Suite struct RetryStateMachineTests {
  private static let policy = RetryPolicy(
    attempts: 3, base: .seconds(1), cap: .seconds(9), jitter: .none)

  /// The answers to a series of failures, as text.
  private func answers(
    to failures: [RetryStateMachine.Failure], remaining: Duration? = nil, budget: Int = .max
  ) -> [String] {
    var machine = RetryStateMachine(RetryStateMachineTests.policy)
    var budget = budget
    return failures.map { failure in
      let action = machine.failed(
        failure, remaining: remaining, unit: { 0.5 },
        withdraw: {
          budget -= 1
          return budget >= 0
        })
      return switch action {
      case .retry(let attempt, let delay): "attempt \(attempt) after \(DurationText(delay))"
      case .giveUp(let cause): "give up: \(cause.name)"
      case .stop: "stop"
      }
    }
  }

  @Test func `a call is retried until its attempts are used up`() {
    #expect(
      answers(to: [.transient, .transient, .transient])
        == ["attempt 2 after 1s", "attempt 3 after 2s", "give up: attempts"])
  }

  @Test func `an error that is not retryable ends the call at once`() {
    #expect(answers(to: [.permanent]) == ["give up: refused"])
  }

  @Test func `a cancelled call is not retried`() {
    #expect(answers(to: [.transient, .cancelled]) == ["attempt 2 after 1s", "stop"])
  }

  @Test(arguments: [
    (Duration.milliseconds(1001), "attempt 2 after 1s"), (.seconds(1), "give up: deadline"),
    (.zero, "give up: deadline"), (.seconds(-1), "give up: deadline"),
  ])
  func `a call is given up if the next attempt could not begin before its deadline`(
    remaining: Duration, answer: String
  ) {
    #expect(answers(to: [.transient], remaining: remaining) == [answer])
  }

  @Test func `a call is given up when the budget is used up`() {
    #expect(
      answers(to: [.transient, .transient], budget: 1) == ["attempt 2 after 1s", "give up: budget"])
  }

  @Test func `a retry that is not made costs no budget`() {
    #expect(
      answers(to: [.transient], remaining: .zero, budget: 1) == ["give up: deadline"])
    var withdrawals = 0
    var machine = RetryStateMachine(.once)
    _ = machine.failed(
      .transient, remaining: nil, unit: { 0 },
      withdraw: {
        withdrawals += 1
        return true
      })
    #expect(withdrawals == 0)
  }
}
