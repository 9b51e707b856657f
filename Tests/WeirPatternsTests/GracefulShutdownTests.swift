import Testing
import WeirEngine
import WeirEvents

@testable import WeirPatterns

@Suite struct ShutdownStateMachineTests {
  @Test func `parts are stopped and drained in order, intakes stopped before all others`() {
    var machine = ShutdownStateMachine(isIntake: [false, true])
    #expect(machine.begin() == .stopIntake([1]))
    #expect(machine.intakeStopped() == .drain(0, isStopped: false))
    #expect(machine.partDrained() == .drain(1, isStopped: true))
    #expect(machine.partDrained() == .finish)
  }

  @Test func `after the grace period all parts are cancelled, and stopped if they were not`() {
    var machine = ShutdownStateMachine(isIntake: [true, false, false])
    _ = machine.begin()
    #expect(machine.intakeStopped() == .drain(0, isStopped: true))
    #expect(machine.partDrained() == .drain(1, isStopped: false))
    #expect(machine.drainingInterrupted() == .cancel(unstopped: [2]))
    #expect(machine.cancellationSettled() == .finish)
  }

  @Test func `a shutdown without parts finishes at once`() {
    var machine = ShutdownStateMachine(isIntake: [])
    _ = machine.begin()
    #expect(machine.intakeStopped() == .finish)
  }
}

/// A shutdown of a queue and the worker that empties it, as a timeline.
@Suite struct GracefulShutdownTests {
  private enum Order { case intakeFirst, workersFirst, intakeAlone }

  /// Five items of a second each; the shutdown begins after half a second.
  private func timeline(
    _ order: Order = .intakeFirst, grace: Duration, ignoringCancellation: Bool = false,
    skipAfter: Duration? = nil, limit: Duration = .seconds(3600)
  ) -> [String] {
    var events: [Event] = []
    let notes = Notes()
    let simulation = Simulation { events += $0.events }
    simulation.start {
      let server = Server(simulation, ignoringCancellation)
      try await server.start()
      try await simulation.sleep(for: .milliseconds(500))
      let parts =
        switch order {
        case .intakeFirst: [server.intake, server.worker]
        case .workersFirst: [server.worker, server.intake]
        case .intakeAlone: [server.intake]
        }
      let task = simulation.spawn(Label("shutdown"), role: Symbol("server")) {
        let report = try await withTimeout(limit, clock: simulation.clock) {
          await GracefulShutdown(
            grace: grace, cancellationTimeout: .seconds(1), clock: simulation.clock,
            reporter: simulation
          ).run(parts)
        }
        notes.lines.append("\(simulation.now.seconds) \(report) \(server.done) done")
      }
      if let skipAfter {
        try await simulation.sleep(for: skipAfter)
        task.cancel()
      }
      await task.finished()
    }
    simulation.runToEnd()
    simulation.tearDown()
    let phases = events.compactMap { event in
      if case .shutdown(_, .phaseBegan(let phase, let remaining, _)) = event.kind {
        "\(event.instant.seconds) \(phase.name) \(remaining)"
      } else {
        nil
      }
    }
    return phases + notes.lines
  }

  /// Collects the notes of a simulated program. Only the simulation's thread uses it.
  private final class Notes: @unchecked Sendable {
    var lines: [String] = []
  }

  /// A queue and one worker. Only the simulation's thread uses it.
  private final class Server: @unchecked Sendable {
    let simulation: Simulation
    let queue: BoundedQueue<Int, VirtualClock>
    let ignoringCancellation: Bool
    var task: SimulatedTask?
    var isStopping = false
    var isBusy = false
    var done = 0

    init(_ simulation: Simulation, _ ignoringCancellation: Bool) {
      self.simulation = simulation
      self.ignoringCancellation = ignoringCancellation
      queue = BoundedQueue(capacity: nil, clock: simulation.clock, reporter: simulation)
    }

    func start() async throws {
      for item in 1...5 { try await queue.put(item) }
      task = simulation.spawn(Label("worker"), role: Symbol("worker")) { try await self.work() }
    }

    private func work() async throws {
      while !isStopping {
        do { _ = try await queue.get() } catch QueueError.closed { return }
        isBusy = true
        defer { isBusy = false }
        try await serve()
        done += 1
        queue.taskDone()
      }
    }

    private func serve() async throws {
      guard ignoringCancellation else { return try await simulation.sleep(for: .seconds(1)) }
      try await simulation.shielded { [simulation] in
        try await simulation.sleep(for: .seconds(60))
      }
    }

    var intake: ShutdownPart { .queue("intake", queue) }

    var worker: ShutdownPart {
      ShutdownPart("worker") {
        self.isStopping = true
      } remains: {
        self.isBusy ? 1 : 0
      } drained: {
        try await withTaskCancellationHandler {
          while self.isBusy { try await self.simulation.sleep(for: .milliseconds(100)) }
        } onCancel: {
        }
      } cancel: {
        self.task?.cancel()
      }
    }
  }

  @Test func `with a long grace period a shutdown finishes all work`() {
    #expect(
      timeline(grace: .seconds(10)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "5.0 finished 0", "5.0 All work was done. 5 done",
      ])
  }

  @Test func `with a short grace period a shutdown cancels and reports the rest`() {
    #expect(
      timeline(grace: .seconds(2)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "2.5 cancel 3", "2.5 finished 3",
        "2.5 Abandoned: 2 of intake, 1 of worker. 2 done",
      ])
  }

  @Test func `a shutdown in the wrong order leaves no worker to empty the queue`() {
    #expect(
      timeline(.workersFirst, grace: .seconds(2)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "2.5 cancel 4", "2.5 finished 4",
        "2.5 Abandoned: 4 of intake. 1 done",
      ])
  }

  @Test func `an unfinished item that no part reports counts as the queue's`() {
    #expect(
      timeline(.intakeAlone, grace: .seconds(4)) == [
        "0.5 stop-intake 4", "0.5 drain 4", "4.5 cancel 1", "4.5 finished 1",
        "4.5 Abandoned: 1 of intake. 4 done",
      ])
  }

  @Test func `an interrupted drain phase is not complete, even if no part has work`() async {
    let part = ShutdownPart("workers") {
    } remains: {
      0
    } drained: {
      _ = try await BoundedQueue("never", of: Int.self, capacity: 1).get()
    }
    let report = await GracefulShutdown(grace: .zero, cancellationTimeout: .zero).run([part])
    #expect(report.isInterrupted && !report.isComplete)
    #expect(report.description == "Not everything was drained, but no part has any work.")
  }

  @Test func `a shutdown waits for parts that don't stop, but not forever`() {
    #expect(
      timeline(grace: .seconds(2), ignoringCancellation: true) == [
        "0.5 stop-intake 5", "0.5 drain 5", "2.5 cancel 5", "3.5 finished 5",
        "3.5 Abandoned: 4 of intake, 1 of worker. Still running: 1 of worker. 0 done",
      ])
  }

  @Test func `cancelling a shutdown skips to the next phase, which still takes its time`() {
    #expect(
      timeline(grace: .seconds(10), ignoringCancellation: true, skipAfter: .seconds(1)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "1.5 cancel 5", "2.5 finished 5",
        "2.5 Abandoned: 4 of intake, 1 of worker. Still running: 1 of worker. 0 done",
      ])
  }

  @Test func `cancelling a shutdown in its cancel phase ends the wait`() {
    #expect(
      timeline(grace: .seconds(1), ignoringCancellation: true, skipAfter: .milliseconds(1200)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "1.5 cancel 5", "1.7 finished 5",
        "1.7 Abandoned: 4 of intake, 1 of worker. Still running: 1 of worker. 0 done",
      ])
  }

  @Test
  func `a deadline around a shutdown ends the drain phase, but does not shorten the cancel phase`()
  {
    #expect(
      timeline(grace: .seconds(10), ignoringCancellation: true, limit: .seconds(1)) == [
        "0.5 stop-intake 5", "0.5 drain 5", "1.5 cancel 5", "2.5 finished 5",
        "2.5 Abandoned: 4 of intake, 1 of worker. Still running: 1 of worker. 0 done",
      ])
  }

  @Test func `a shutdown works without a reporter on the system's clock`() async throws {
    let clock = ContinuousClock()
    let queue = BoundedQueue("intake", of: Int.self, capacity: nil, clock: clock)
    let pool = ConnectionPool("pool", .init(limit: 1), clock: clock) { 1 }
    for item in 1...100 { try await queue.put(item) }
    async let worked: Int = {
      var count = 0
      while (try? await queue.get()) != nil {
        try await pool.withConnection { _ in count += 1 }
        queue.taskDone()
      }
      return count
    }()
    let report = await GracefulShutdown(grace: .seconds(3600), clock: clock)
      .run([.queue("intake", queue), .pool("pool", pool)])
    #expect(report.isComplete)
    #expect(try await worked == 100)
  }
}
