import Dispatch
import Synchronization
import Testing
import WeirEngine
import WeirEvents

/// Tasks that don't run in the simulation, although they were started there: they are named, and
/// halt only the run.
@Suite struct OutsideTests {
  /// Runs something that blocks its thread on a thread outside of Swift's pool.
  private func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result
  {
    await withUnsafeContinuation { continuation in
      DispatchQueue(label: "simulation").async { continuation.resume(returning: body()) }
    }
  }

  /// What code outside can do to the simulation.
  private enum Action: CaseIterable {
    case wakes, sleeps, spawns, reports, cancels, offloads, computes, shields, announces
  }

  /// Blocks the simulation's thread while a task outside acts, so that this happens on another
  /// thread.
  private final class Meeting: Sendable {
    private let begun = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    func hold() {
      begun.signal()
      done.wait()
    }

    func act(_ action: () async -> Void) async {
      waitForBegin()
      await action()
      done.signal()
    }

    private func waitForBegin() { begun.wait() }
  }

  private func act(_ action: Action, on simulation: Simulation, _ other: SimulatedTask) async {
    switch action {
    case .wakes: break
    case .sleeps:
      await #expect(throws: SimulationHalt.usedFromOutside) {
        try await simulation.sleep(for: .seconds(1))
      }
    case .spawns:
      let task = simulation.spawn(Label("child"), role: Symbol("child")) {}
      #expect(task.isOver)
    case .reports:
      simulation.report(.task(simulation.currentTask, .resumed))
      #expect(simulation.makeQueueID() == .none)
    case .cancels: other.cancel()
    case .offloads:
      await #expect(throws: SimulationHalt.usedFromOutside) {
        try await simulation.offload(for: .seconds(1))
      }
    case .computes: await simulation.work(for: .seconds(1))
    case .shields: _ = try? await simulation.runChild(.none) { 1 }
    case .announces: #expect(simulation.announceChild(Label("child"), role: Symbol("c")) == .none)
    }
  }

  @Test(arguments: Action.allCases, [false, true])
  private func `using a simulation from outside ends the run, not the program`(
    action: Action, isDetached: Bool
  ) async {
    let simulation = Simulation()
    let meeting = Meeting()
    simulation.start {
      let other = simulation.spawn(Label("other"), role: Symbol("other")) {
        try await simulation.sleep(for: .seconds(5))
      }
      await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
        let work = { @Sendable in
          await meeting.act {
            await self.act(action, on: simulation, other)
            if action == .wakes { continuation.resume() }
          }
        }
        if isDetached { Task.detached { await work() } } else { Task { await work() } }
        simulation.spawn(Label("holder"), role: Symbol("holder")) { meeting.hold() }
      }
    }
    #expect(await onThread { simulation.runToEnd() } == .stalled)
    #expect(simulation.halt == .usedFromOutside)
    #expect(simulation.blockedTasks.map(\.name.description) == ["main", "other"])
    simulation.tearDown(maximumSteps: 1000)
  }

  @Test(arguments: [false, true])
  func `a check reports that a task outside can't be hosted`(isDetached: Bool) async {
    let meeting = Meeting()
    let text = await onThread { () -> String in
      do throws(SimulationFailure) {
        try Simulation.check(seeds: [3]) { _ in
          let (stream, continuation) = AsyncStream<Int>.makeStream()
          let work = { @Sendable in await meeting.act { continuation.yield(1) } }
          if isDetached { Task.detached { await work() } } else { Task { await work() } }
          async let held: Void = meeting.hold()
          for await _ in stream { break }
          await held
          await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        }
        return ""
      } catch {
        return error.description
      }
    }
    #expect(text.contains("Seed 3"))
    #expect(text.contains("detached tasks"))
  }

  @Test func `a use from outside after the end of the run is harmless`() async {
    let simulation = Simulation()
    let waiting = Mutex<UnsafeContinuation<Void, Never>?>(nil)
    simulation.start {
      await withUnsafeContinuation { continuation in waiting.withLock { $0 = continuation } }
    }
    #expect(simulation.runToEnd() == .stalled)
    #expect(simulation.halt == .waitsForUnknown([Label("main")]))
    waiting.withLock { $0?.resume() }
    #expect(simulation.halt == .usedFromOutside)
    #expect(simulation.runToEnd() == .stalled)
    simulation.tearDown()
    #expect(simulation.liveTaskCount == 0)
  }

  @Test func `a stalled run names tasks that wait for something unknown`() {
    let simulation = Simulation()
    simulation.start {
      simulation.spawn(Label("other"), role: Symbol("other")) {
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      }
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    #expect(simulation.halt == nil)
    #expect(simulation.runToEnd() == .stalled)
    #expect(
      simulation.halt?.description == """
        Its tasks main, other wait for something that the simulation does not know. If that is a \
        task outside of it: Task { }, detached tasks and libraries that start such tasks can't be hosted.
        """)
    simulation.schedule(TimedInput(.zero, .triggered("go")))
    #expect(simulation.halt == nil)
  }

  @Test func `a stalled run whose waits are all known has no halt reason`() {
    let simulation = Simulation()
    simulation.start { try await simulation.sleep(until: .endOfTime) }
    #expect(simulation.runToEnd() == .stalled)
    #expect(simulation.halt == nil)
    simulation.tearDown()
  }

  @Test func `a check gives a hint for a task that waits for something outside`() {
    let error = #expect(throws: SimulationFailure.self) {
      try Simulation.check(seeds: [3]) { _ in
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      }
    }
    #expect(
      error?.description == """
        Seed 3 stalls: main waits. A task that waits for nothing known may wait for one outside of the \
        simulation: Task { }, detached tasks and libraries that start such tasks can't be hosted.
        """)
  }
}
