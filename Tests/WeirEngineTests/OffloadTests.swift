import Testing
import WeirEngine
import WeirEvents

@Suite struct OffloadTests {
  private let role = Symbol("cruncher")

  @Test func `background computations take turns while the loop continues`() {
    let story = Story.of { [role] simulation in
      simulation.setOffloadWorkers(1)
      let crunchers = (1...2).map { number in
        simulation.spawn(Label("cruncher-\(number)"), role: role) {
          try await simulation.offload(for: .seconds(1))
        }
      }
      for cruncher in crunchers { await cruncher.finished() }
    }
    #expect(
      story.dropFirst(3) == [
        "0s cruncher-1 waits for a worker", "0s cruncher-1 takes w2", "0s cruncher-1 computes",
        "0s cruncher-2 waits for a worker", "1s w2 is free", "1s cruncher-2 takes w2",
        "1s cruncher-2 computes", "1s cruncher-1 completed", "2s w2 is free",
        "2s cruncher-2 completed", "2s main completed",
      ])
  }

  @Test func `a cancellation ends the wait for a background worker, but no computation`() {
    let story = Story.of { [role] simulation in
      simulation.setOffloadWorkers(1)
      let crunchers = (1...2).map { number in
        simulation.spawn(Label("cruncher-\(number)"), role: role) {
          try await simulation.offload(for: .seconds(2))
        }
      }
      try await simulation.sleep(for: .seconds(1))
      for cruncher in crunchers { cruncher.cancel() }
      for cruncher in crunchers { await cruncher.finished() }
    }
    #expect(
      story.suffix(7) == [
        "1s main cancels cruncher-1", "1s main cancels cruncher-2", "1s cruncher-2 notices",
        "1s cruncher-2 cancelled", "2s w2 is free", "2s cruncher-1 completed", "2s main completed",
      ])
  }

  @Test func `a computation on a surplus background worker still ends`() {
    let story = Story.of { [role] simulation in
      simulation.setOffloadWorkers(2)
      let crunchers = (1...3).map { number in
        simulation.spawn(Label("cruncher-\(number)"), role: role) {
          try await simulation.offload(for: .seconds(2))
        }
      }
      try await simulation.sleep(for: .seconds(1))
      simulation.setOffloadWorkers(1)
      for cruncher in crunchers { await cruncher.finished() }
    }
    #expect(story.contains("2s cruncher-3 takes w2"))
    #expect(story.last == "4s main completed")
  }

  @Test func `a background computation of a negative length takes no time`() {
    let story = Story.of { simulation in
      simulation.setOffloadWorkers(1)
      try await simulation.sleep(for: .seconds(2))
      try await simulation.offload(for: .seconds(-1))
    }
    #expect(story.suffix(2) == ["2s w2 is free", "2s main completed"])
  }
}
