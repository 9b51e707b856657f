import Testing
import WeirEngine
import WeirEvents

/// Programs whose clock never moves: they are halted, and their tasks named.
@Suite struct StandstillTests {
  private func failure(
    _ program: @escaping @Sendable (Simulation) async throws -> Void
  ) -> String? {
    do throws(SimulationFailure) {
      try Simulation.check(seeds: [7], limit: .seconds(1), stepsAtOneInstant: 1000, program)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a check names the seed and the tasks if the clock stands still`() {
    let text = failure { simulation in
      simulation.spawn(Label("other"), role: Symbol("other")) { while true { await Task.yield() } }
      while !Task.isCancelled { await Task.yield() }
    }
    #expect(
      text == """
        Seed 7 is halted with task main, other. The clock stood still at 0s for 1000 steps. Look for a loop that \
        never sleeps, or allow more steps at one instant.
        """)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `sleeping for zero or less does not move the clock`(length: Duration) {
    let text = failure { simulation in
      try await simulation.sleep(for: .milliseconds(500))
      while true { try await simulation.sleep(for: length) }
    }
    #expect(text?.contains("stood still at 500ms") == true)
  }

  @Test func `many steps are not a standstill while the clock moves`() {
    let text = failure { simulation in
      for _ in 1...900 {
        for _ in 1...90 { await Task.yield() }
        try await simulation.sleep(for: .milliseconds(1))
      }
    }
    #expect(text == nil)
  }

  @Test func `a run whose clock stands still ends as stalled, however it is run, and says why`() {
    for run: (Simulation) -> RunState in [
      { $0.runToEnd() }, { $0.run(until: .zero.advanced(by: .seconds(1))) },
      { $0.run(until: .zero.advanced(by: .seconds(1))) { true } },
      { simulation in
        while simulation.runForOneEvent() == .running {}
        return simulation.state
      },
    ] {
      let simulation = Simulation(.init(stepsAtOneInstant: 100))
      simulation.start { while !Task.isCancelled { await Task.yield() } }
      #expect(run(simulation) == .stalled)
      #expect(simulation.halt == .clockStoodStill(at: .zero, steps: 100))
      #expect(run(simulation) == .stalled)
      simulation.tearDown()
      #expect(simulation.liveTaskCount == 0)
    }
  }

  @Test func `a run asks whether to continue even while the clock stands still`() {
    let simulation = Simulation()
    simulation.start { while !Task.isCancelled { await Task.yield() } }
    var asked = 0
    let state = simulation.run(until: .init(nanoseconds: 1)) {
      asked += 1
      return asked < 3
    }
    #expect(state == .running)
    #expect(asked == 3)
    simulation.tearDown()
  }
}
