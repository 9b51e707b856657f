import Testing
import WeirEngine
import WeirEvents

@testable import WeirPatterns

@Suite struct TimeoutTests {
  @Test(arguments: [
    (TimeoutStateMachine.End.returned, TimeoutStateMachine.EndAction.meet), (.stopped, .cancel),
    (.timedOut, .cancel), (.failed, .cancel),
  ])
  func `the result of work that ends in time is passed on`(
    end: TimeoutStateMachine.End, action: TimeoutStateMachine.EndAction
  ) {
    var machine = TimeoutStateMachine()
    #expect(machine.workEnded(end) == action)
    #expect(machine.deadlinePassed() == .ignore)
  }

  @Test(arguments: [
    (TimeoutStateMachine.End.returned, TimeoutStateMachine.EndAction.deliverLate),
    (.stopped, .timeOut), (.timedOut, .timeOut), (.failed, .failLate),
  ])
  func `work that ends too late times out, unless it has a result`(
    end: TimeoutStateMachine.End, action: TimeoutStateMachine.EndAction
  ) {
    var machine = TimeoutStateMachine()
    #expect(machine.deadlinePassed() == .fire)
    #expect(machine.workEnded(end) == action)
  }

  /// The outcome of some work under a timeout of 5 s, and when it came.
  private func outcome(of work: @escaping @Sendable (Simulation) async throws -> String)
    -> (text: String, seconds: Double)
  {
    let outcome = Outcome()
    let simulation = Simulation()
    simulation.start {
      do {
        outcome.text = try await withTimeout(.seconds(5), clock: simulation.clock) {
          try await work(simulation)
        }
      } catch {
        outcome.text = "\(type(of: error))"
      }
    }
    simulation.runToEnd()
    return (outcome.text, simulation.now.seconds)
  }

  private final class Outcome: @unchecked Sendable {
    var text = ""
  }

  @Test func `work within the limit returns its result, and leaves no timer behind`() {
    let outcome = outcome { simulation in
      try await simulation.sleep(for: .seconds(1))
      return "done"
    }
    #expect(outcome == ("done", 1))
  }

  @Test func `long work is cancelled at the limit`() {
    let outcome = outcome { simulation in
      try await simulation.sleep(for: .seconds(60))
      return "done"
    }
    #expect(outcome == ("TimeoutError", 5))
  }

  @Test
  func `work that does not react to cancellation delays its caller, and its result is returned`() {
    let outcome = outcome { simulation in
      await simulation.work(for: .seconds(8))
      return "late"
    }
    #expect(outcome == ("late", 8))
  }

  @Test func `an error of the work is thrown`() {
    struct Broken: Error {}
    let outcome = outcome { _ in throw Broken() }
    #expect(outcome == ("Broken", 0))
  }
}
