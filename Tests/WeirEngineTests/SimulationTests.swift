import Testing
import WeirEngine
import WeirEvents

@Suite struct SimulationTests {
  @Test func `sleeping tasks wake in the order of their instants`() {
    let lines = Timeline.of { simulation, timeline in
      for seconds in [3, 1, 2] {
        simulation.spawn(Label("sleeper-\(seconds)"), role: Symbol("sleeper")) {
          try await simulation.sleep(for: .seconds(seconds))
          timeline.note("sleeper-\(seconds) wakes", simulation)
        }
      }
      try await simulation.sleep(for: .seconds(4))
    }
    #expect(
      lines == ["1s sleeper-1 wakes", "2s sleeper-2 wakes", "3s sleeper-3 wakes", "4s finished"])
  }

  @Test func `tasks that wake at the same instant wake in the order in which they went to sleep`() {
    let lines = Timeline.of { simulation, timeline in
      for number in 1...3 {
        simulation.spawn(Label("sleeper-\(number)"), role: Symbol("sleeper")) {
          try await simulation.clock.sleep(for: .seconds(1))
          timeline.note("sleeper-\(number) wakes", simulation)
        }
      }
      try await simulation.sleep(for: .seconds(2))
    }
    #expect(lines.prefix(3) == ["1s sleeper-1 wakes", "1s sleeper-2 wakes", "1s sleeper-3 wakes"])
  }

  @Test func `a computing task holds its worker, and delays the others`() {
    let lines = Timeline.of { simulation, timeline in
      simulation.spawn(Label("heartbeat"), role: Symbol("heartbeat")) {
        try await simulation.sleep(for: .seconds(1))
        timeline.note("heartbeat", simulation)
      }
      try await simulation.sleep(for: .milliseconds(500))
      await simulation.work(for: .seconds(2))
      timeline.note("computed", simulation)
      try await simulation.sleep(for: .seconds(1))
    }
    #expect(lines == ["2.5s computed", "2.5s heartbeat", "3.5s finished"])
  }

  @Test func `a computing task delays no other task if there is a second worker`() {
    let lines = Timeline.of(.init(workers: 2)) { simulation, timeline in
      simulation.spawn(Label("heartbeat"), role: Symbol("heartbeat")) {
        try await simulation.sleep(for: .seconds(1))
        timeline.note("heartbeat", simulation)
      }
      await simulation.work(for: .seconds(2))
      timeline.note("computed", simulation)
    }
    #expect(lines == ["1s heartbeat", "2s computed", "2s finished"])
  }

  @Test func `a sleeping task stops as soon as it is cancelled`() {
    let lines = Timeline.of { simulation, timeline in
      let sleeper = simulation.spawn(Label("sleeper"), role: Symbol("sleeper")) {
        do {
          try await simulation.sleep(for: .seconds(10))
        } catch {
          timeline.note("\(type(of: error))", simulation)
          throw error
        }
      }
      try await simulation.sleep(for: .seconds(1))
      sleeper.cancel()
      await sleeper.finished()
    }
    #expect(lines == ["1s CancellationError", "1s finished"])
  }

  @Test func `a task that is cancelled while it runs can't sleep any more`() {
    let lines = Timeline.of { simulation, timeline in
      let worker = simulation.spawn(Label("worker"), role: Symbol("worker")) {
        await simulation.work(for: .seconds(2))
        timeline.note("computed", simulation)
        try await simulation.sleep(for: .seconds(10))
      }
      simulation.spawn(Label("canceller"), role: Symbol("canceller")) { worker.cancel() }
      await worker.finished()
      timeline.note("over", simulation)
    }
    #expect(lines == ["2s computed", "2s over", "2s finished"])
  }

  @Test func `the sleep of a child task ends with its group, not with a sleep of its parent`() {
    let lines = Timeline.of { simulation, timeline in
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          do {
            try await simulation.sleep(for: .seconds(9))
          } catch {
            timeline.note("child stopped", simulation)
          }
        }
        do { try await simulation.sleep(for: .seconds(1)) } catch { timeline.note("?", simulation) }
        group.cancelAll()
      }
      try await simulation.sleep(for: .seconds(1))
    }
    #expect(lines == ["1s child stopped", "2s finished"])
  }

  @Test func `a shielded operation continues when its task is cancelled`() {
    let lines = Timeline.of { simulation, timeline in
      let task = simulation.spawn(Label("task"), role: Symbol("task")) {
        try await simulation.shielded { try await simulation.sleep(for: .seconds(5)) }
        timeline.note("released", simulation)
      }
      try await simulation.sleep(for: .seconds(1))
      task.cancel()
      await task.finished()
    }
    #expect(lines == ["5s released", "5s finished"])
  }

  @Test func `an input takes effect after everything else that is due at its instant`() {
    let timeline = Timeline()
    let simulation = Simulation()
    simulation.onInput { timeline.note("\($0)", simulation) }
    simulation.start {
      for _ in 1...2 {
        try await simulation.sleep(for: .seconds(1))
        timeline.note("tick", simulation)
      }
    }
    simulation.schedule(TimedInput(VirtualInstant(nanoseconds: 1_000_000_000), .triggered("go")))
    simulation.runToEnd()
    #expect(timeline.lines == ["1s tick", "1s triggered(\"go\")", "2s tick"])
  }

  @Test func `a stalled run names its tasks and what they wait for`() {
    let simulation = Simulation()
    simulation.start {
      let other = simulation.spawn(Label("other"), role: Symbol("other")) {
        let main = simulation.blockedTasks
        _ = main
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      }
      await other.finished()
    }
    #expect(simulation.runToEnd() == .stalled)
    #expect(
      simulation.blockedTasks.map(\.description)
        == ["main waits for the end of task 2", "other waits"])
  }

  @Test func `a simulation gives the same events whether run in steps, in slices or at once`() {
    func events(_ run: (Simulation) -> Void) -> [Event] {
      let timeline = Timeline()
      let simulation = Simulation(.init(seed: 7)) { timeline.events += $0.events }
      simulation.start {
        for number in 1...3 {
          simulation.spawn(Label("walker-\(number)"), role: Symbol("walker")) {
            var random = simulation.randomStream("walker-\(number)")
            for _ in 1...20 {
              let time = TimeDistribution.exponential(mean: .seconds(1)).draw(from: &random)
              try await simulation.sleep(for: time)
            }
          }
        }
        try await simulation.sleep(for: .seconds(100))
      }
      run(simulation)
      return timeline.events
    }
    let atOnce = events { $0.runToEnd() }
    let inSlices = events { simulation in
      for slice in 1...3000 {
        simulation.run(until: VirtualInstant(nanoseconds: Int64(slice) * 33_333_333))
      }
      simulation.runToEnd()
    }
    let inSteps = events { simulation in
      while simulation.runForOneEvent() == .running {}
    }
    #expect(atOnce.count > 150)
    #expect(atOnce == inSlices)
    #expect(atOnce == inSteps)
  }

  @Test func `a seeded order gives different interleavings, each repeated by its seed`() {
    func order(_ seed: UInt64) -> [String] {
      Timeline.of(.init(seed: seed, readyOrder: .seeded)) { simulation, timeline in
        for number in 1...6 {
          simulation.spawn(Label("task-\(number)"), role: Symbol("task")) {
            timeline.note("\(number)", simulation)
          }
        }
        try await simulation.sleep(for: .seconds(1))
      }
    }
    #expect(Set((0..<10).map(order)).count > 5)
    #expect(order(3) == order(3))
  }

  @Test func `a check names the seed that fails`() {
    struct Unlucky: Error {}
    #expect(throws: SimulationFailure.self) {
      try Simulation.check(seeds: 0..<100) { simulation in
        var random = simulation.randomStream("luck")
        if random.next(below: 20) == 0 { throw Unlucky() }
      }
    }
  }

  @Test func `a simulation without a sink can run one event at a time`() {
    let simulation = Simulation()
    simulation.start {
      for _ in 1...5 { try await simulation.sleep(for: .seconds(1)) }
    }
    simulation.runForOneEvent()
    #expect(simulation.now == .zero)
  }

  @Test func `no length of time moves the clock back or around`() {
    let lines = Timeline.of { simulation, timeline in
      try await simulation.sleep(for: .seconds(5))
      await simulation.work(for: .seconds(-3))
      timeline.note("worked", simulation)
      let sleeper = simulation.spawn(Label("sleeper"), role: Symbol("sleeper")) {
        try await simulation.sleep(for: .seconds(Int64.max))
      }
      try await simulation.sleep(for: .seconds(1))
      timeline.note("sleeper is over: \(sleeper.isOver)", simulation)
    }
    #expect(lines.prefix(2) == ["5s worked", "6s sleeper is over: false"])
  }

  @Test func `a task that waits for something unknown is not reported to wait for its last sleep`()
  {
    let simulation = Simulation()
    simulation.start {
      try await simulation.sleep(for: .seconds(1))
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    simulation.runToEnd()
    #expect(simulation.blockedTasks.map(\.description) == ["main waits"])
  }

  @Test func `a run that is interrupted and continued gives the same events`() {
    func lines(_ run: (Simulation) -> Void) -> [Event] {
      let timeline = Timeline()
      let simulation = Simulation(.init(seed: 3)) { timeline.events += $0.events }
      simulation.start {
        for number in 1...3 {
          simulation.spawn(Label("walker-\(number)"), role: Symbol("walker")) {
            while true { try await simulation.sleep(for: .milliseconds(number)) }
          }
        }
        try await simulation.sleep(for: .seconds(20))
      }
      run(simulation)
      return timeline.events
    }
    let limit = VirtualInstant(nanoseconds: 20_000_000_000)
    let inPieces = lines { simulation in
      while simulation.now < limit, simulation.state == .running {
        simulation.run(until: limit) { false }
      }
    }
    #expect(inPieces == lines { $0.runToEnd() })
  }

  @Test func `tearing down a simulation ends all its tasks`() {
    let simulation = Simulation()
    simulation.start {
      for number in 1...5 {
        simulation.spawn(Label("task-\(number)"), role: Symbol("task")) {
          while true { try await simulation.sleep(for: .seconds(1)) }
        }
      }
      try await simulation.sleep(for: .seconds(1000))
    }
    simulation.run(until: VirtualInstant(nanoseconds: 5_000_000_000))
    #expect(simulation.liveTaskCount == 6)
    simulation.tearDown()
    #expect(simulation.liveTaskCount == 0)
  }
}
