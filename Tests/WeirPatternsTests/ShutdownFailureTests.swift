import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Parts that throw instead of being drained.
@Suite struct ShutdownFailureTests {
  private func part(
    _ name: String, remains: Int = 0, cancel: @escaping @Sendable () -> Void = {},
    drained: @escaping @Sendable () async throws -> Void
  ) -> ShutdownPart {
    ShutdownPart(name, stop: {}, remains: { remains }, drained: drained, cancel: cancel)
  }

  private func shutDown(
    grace: Duration = .seconds(10),
    _ parts: @escaping @Sendable (Simulation, Story) -> [ShutdownPart]
  ) -> [String] {
    Story.of { simulation, story in
      let shutdown = GracefulShutdown(
        grace: grace, cancellationTimeout: .seconds(1), clock: simulation.clock,
        reporter: simulation)
      let report = await shutdown.run(parts(simulation, story))
      story.note("\(report)", simulation)
      #expect(!report.isComplete)
    }.lines
  }

  @Test func `an error of a part is reported, and the shutdown continues with the next part`() {
    let lines = shutDown { simulation, story in
      [
        part("broken", remains: 2, cancel: { story.note("cancels", simulation) }) {
          throw Broken(number: 1)
        },
        part("slow") {
          try await simulation.sleep(for: .seconds(3))
          story.note("slow is drained", simulation)
        },
      ]
    }
    #expect(
      lines == [
        "3s slow is drained", "3s cancels",
        "3s Failed to drain: broken (Broken(number: 1)). Abandoned: 2 of broken.", "3s finished",
      ])
  }

  @Test func `a part's own timeout or CancellationError is reported like any other error`() {
    let lines = shutDown { simulation, _ in
      [
        part("hasty") {
          try await withTimeout(.seconds(1), clock: simulation.clock) {
            try await simulation.sleep(for: .seconds(5))
          }
        },
        part("moody") { throw CancellationError() },
      ]
    }
    #expect(
      lines.first?.hasPrefix("1s Failed to drain: hasty (The work did not end within 1s.") == true)
    #expect(lines.first?.contains("moody (CancellationError())") == true)
  }

  @Test func `the end of the grace period is not reported as an error of a part`() {
    let lines = shutDown(grace: .seconds(1)) { simulation, _ in
      [part("slow", remains: 1) { try await simulation.sleep(for: .seconds(5)) }]
    }
    #expect(lines.first == "2s Abandoned: 1 of slow. Still running: 1 of slow.")
  }

  @Test func `an error at the end of the grace period is reported along with abandoned work`() {
    let lines = shutDown(grace: .seconds(1)) { simulation, _ in
      [
        part("slow", remains: 1) {
          try? await simulation.sleep(for: .seconds(5))
          throw Broken(number: 2)
        }
      ]
    }
    #expect(
      lines.first?.hasSuffix(
        "Failed to drain: slow (Broken(number: 2)). Abandoned: 1 of slow. Still running: 1 of slow."
      )
        == true)
  }

  @Test func `an error at the end of the cancel phase is reported`() {
    let lines = shutDown(grace: .seconds(1)) { simulation, _ in
      let calls = Calls()
      return [
        part("stubborn", remains: 1) {
          // The first wait ends with the grace period, the second one with `cancellationTimeout`.
          try? await simulation.sleep(for: .seconds(5))
          throw calls.next() == 1 ? CancellationError() : Broken(number: 3)
        }
      ]
    }
    #expect(
      lines.first == "2s Failed to drain: stubborn (Broken(number: 3)). Abandoned: 1 of stubborn. "
        + "Still running: 1 of stubborn.")
  }

  @Test(arguments: [1, 10])
  func `the errors of two parts with the same name are both reported`(grace: Int) {
    let lines = shutDown(grace: .seconds(grace)) { simulation, _ in
      [
        part("worker", remains: 1) { throw Broken(number: 1) },
        part("worker", remains: 1) { throw Broken(number: 2) },
        part("slow") { try await simulation.sleep(for: .seconds(5)) },
      ]
    }
    #expect(
      lines.first?.contains(
        "Failed to drain: worker (Broken(number: 1)), worker (Broken(number: 2)). "
          + "Abandoned: 1 of worker, 1 of worker.") == true)
  }

  /// Counts calls. Only the simulation's thread uses it.
  private final class Calls: @unchecked Sendable {
    private var count = 0

    func next() -> Int {
      count += 1
      return count
    }
  }

  @Test func `a batcher part needs no cancel closure`() {
    let lines = Story.of { simulation, story in
      let batcher = MicroBatcher(
        "b", .init(size: 2, linger: .seconds(1)), clock: simulation.clock
      ) { (items: [Int]) in items }
      let loop = simulation.spawn(Label("loop"), role: Symbol("loop")) { try await batcher.run() }
      let report = await GracefulShutdown(grace: .seconds(1), clock: simulation.clock)
        .run([.batcher("b", batcher)])
      await loop.finished()
      story.note("\(report)", simulation)
    }.lines
    #expect(lines == ["0s All work was done.", "0s finished"])
  }
}
