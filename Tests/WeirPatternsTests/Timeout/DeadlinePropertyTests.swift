import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Random nested limits, some of whose callers are cancelled, with thousands of seeds and as many
/// interleavings: nothing outlives a limit around it, and no result is lost.
@Suite struct DeadlinePropertyTests {
  @Test func `work never outlives a limit around it, and no result is lost`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = DeadlineTrial(simulation)
      let task = simulation.spawn(Label("caller"), role: Symbol("caller")) {
        try await trial.nest(depth: 0, around: nil)
      }
      if let cancelAfter = trial.cancelAfter {
        try await simulation.sleep(for: cancelAfter)
        task.cancel()
      }
      await task.finished()
      if let wrong = trial.wrong { throw wrong }
    }
  }
}

/// Random nested limits; only the simulation's thread uses it.
private final class DeadlineTrial: @unchecked Sendable {
  private let simulation: Simulation
  let cancelAfter: Duration?
  private var random: RandomStream
  private(set) var wrong: Wrong?

  struct Wrong: Error {
    let what: String
  }

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    cancelAfter = random.next(below: 3) == 0 ? .milliseconds(random.next(below: 30)) : nil
  }

  /// Sleeps, and sometimes recurses inside a limit of its own.
  func nest(depth: Int, around outer: VirtualInstant?) async throws {
    for _ in 0...random.next(below: 3) {
      try await sleep()
      guard depth < 4, random.next(below: 2) == 0 else { continue }
      let limit = Duration.milliseconds(1 + random.next(below: 20))
      let own = simulation.now.advanced(by: limit)
      let deadline = outer.map { min($0, own) } ?? own
      try await nest(depth: depth, within: limit, until: deadline)
    }
  }

  private func nest(depth: Int, within limit: Duration, until deadline: VirtualInstant)
    async throws
  {
    let child = random.next(below: 2) == 0 ? Label("operation-\(depth + 1)") : nil
    let begin = simulation.now
    do {
      let result = try await withTimeout(
        limit, clock: simulation.clock, child: child, reporter: simulation
      ) {
        let remaining = Deadline.remaining(on: self.simulation.clock)
        self.expect(remaining == begin.duration(to: deadline), "\(remaining as Any) remained")
        try await self.nest(depth: depth + 1, around: deadline)
        return depth
      }
      expect(result == depth, "\(result) was returned to \(depth)")
    } catch is TimeoutError {
      expect(simulation.now == deadline, "timed out at \(simulation.now), not at \(deadline)")
    }
    expect(simulation.now <= deadline, "continued until \(simulation.now), past \(deadline)")
  }

  private func sleep() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 8)))
  }

  private func expect(_ isRight: Bool, _ what: @autoclosure () -> String) {
    if !isRight, wrong == nil { wrong = Wrong(what: what()) }
  }
}
