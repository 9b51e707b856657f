import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct WorkInFlightTests {
  private struct Wrong: Error {}

  @Test func `drained returns when the last piece of work ends, or at once if there is none`()
    throws
  {
    try Simulation.check(seeds: 0..<100) { simulation in
      let work = WorkInFlight(reporter: simulation)
      try await work.drained()
      for length in 1...3 {
        work.begin()
        simulation.spawn(Label("worker-\(length)"), role: Symbol("worker")) {
          try await simulation.sleep(for: .seconds(length))
          work.end()
        }
      }
      try await work.drained()
      guard simulation.now.seconds == 3, work.count == 0 else { throw Wrong() }
    }
  }

  @Test func `waiting for work in flight can be cancelled`() throws {
    try Simulation.check(seeds: 0..<100) { simulation in
      let work = WorkInFlight(reporter: simulation)
      work.begin()
      do {
        try await withTimeout(.seconds(1), clock: simulation.clock) { try await work.drained() }
        throw Wrong()
      } catch is TimeoutError {
        guard simulation.now.seconds == 1 else { throw Wrong() }
      }
      work.end()
      try await work.drained()
    }
  }
}
