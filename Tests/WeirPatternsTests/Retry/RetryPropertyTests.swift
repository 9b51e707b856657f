import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Callers that retry with any policy, share a budget, have deadlines and are cancelled at random,
/// with thousands of seeds and as many interleavings: attempts, delays, deadlines and the budget
/// keep their limits, and no error is lost.
@Suite struct RetryPropertyTests {
  @Test func `retries keep the limits of attempts, delays, deadlines and the budget`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = RetryTrial(simulation)
      try await trial.run()
      try trial.judge()
    }
  }
}

/// A few callers, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class RetryTrial: @unchecked Sendable {
  private let simulation: Simulation
  private let policy: RetryPolicy
  private let budget: RetryBudget
  private let reserve: Int
  private var random: RandomStream
  private var calls = 0
  private var retries = 0
  private var answered = 0
  private var wrong: Wrong?

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    let jitters = RetryPolicy.Jitter.allCases
    policy = RetryPolicy(
      attempts: 1 + random.next(below: 5), base: .milliseconds(random.next(below: 4)),
      cap: .milliseconds(random.next(below: 12)), jitter: jitters[random.next(below: jitters.count)]
    )
    reserve = random.next(below: 4)
    budget = RetryBudget(share: 0.25, reserve: reserve)
  }

  func run() async throws {
    let callers = (1...4).map { number in
      simulation.spawn(Label("caller-\(number)"), role: Symbol("caller")) {
        for _ in 1...3 { try await self.call() }
      }
    }
    for caller in callers where random.next(below: 4) == 0 {
      try await simulation.sleep(for: .milliseconds(random.next(below: 9)))
      caller.cancel()
    }
    for caller in callers { await caller.finished() }
  }

  private func call() async throws {
    calls += 1
    defer { answered += 1 }
    guard random.next(below: 2) == 0 else { return try await attempt(within: nil) }
    let limit = Duration.milliseconds(random.next(below: 20))
    do {
      try await withTimeout(limit, clock: simulation.clock, reporter: simulation) { [simulation] in
        try await self.attempt(within: simulation.now.advanced(by: limit))
      }
    } catch is TimeoutError {
    }
  }

  private func attempt(within deadline: VirtualInstant?) async throws {
    var made = 0
    var last: Broken?
    var failed = simulation.now
    do {
      try await retry(
        policy, budget: budget, clock: simulation.clock, reporter: simulation,
        random: { random.nextUnit() }, isRetryable: { ($0 as? Broken)?.number != 0 }
      ) { attempt in
        made += 1
        expect(attempt == made, "attempt \(attempt) was the \(made)th")
        if attempt > 1 {
          retries += 1
          expect(!Task.isCancelled, "an attempt began after a cancellation")
          expect(failed.duration(to: simulation.now) <= policy.cap, "a delay was too long")
          expect(simulation.now < deadline ?? .init(nanoseconds: .max), "a retry began too late")
        }
        try await simulation.sleep(for: .milliseconds(random.next(below: 4)))
        failed = simulation.now
        last = random.next(below: 2) == 0 ? Broken(number: random.next(below: 6)) : nil
        if let last { throw last }
      }
      expect(last == nil, "an error was swallowed")
    } catch let error as Broken {
      expect(error == last, "\(error) is not the last one")
    }
    expect(made <= policy.attempts, "\(made) attempts were made")
  }

  struct Wrong: Error {
    let what: String
  }

  private func expect(_ isRight: Bool, _ what: @autoclosure () -> String) {
    if !isRight, wrong == nil { wrong = Wrong(what: what()) }
  }

  func judge() throws {
    if let wrong { throw wrong }
    guard answered == calls else { throw Wrong(what: "\(calls) calls, \(answered) answers") }
    let allowed = reserve + calls / 4
    guard retries <= allowed else {
      throw Wrong(what: "\(retries) retries, \(allowed) were allowed")
    }
  }
}
