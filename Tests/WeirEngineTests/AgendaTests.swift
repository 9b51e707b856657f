import Testing
import WeirTrace

@testable import WeirEngine

@Suite struct AgendaTests {
  @Test func `a cancelled timer neither wakes anybody nor moves the clock`() {
    let lines = Timeline.of { simulation, timeline in
      for round in 1...1000 {
        let sleeper = simulation.spawn(Label("sleeper-\(round)"), role: Symbol("sleeper")) {
          try await simulation.sleep(for: .seconds(3600))
        }
        try await simulation.sleep(for: .milliseconds(1))
        sleeper.cancel()
        await sleeper.finished()
      }
      #expect(simulation.scheduler.timerCount == 0)
      timeline.note("all stopped", simulation)
    }
    #expect(lines == ["1s all stopped", "1s finished"])
  }
}
