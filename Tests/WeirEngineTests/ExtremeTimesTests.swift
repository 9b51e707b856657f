import Testing
import WeirEngine
import WeirEvents

/// Every number in the engine's public interface at its extremes: nothing traps, and no clock goes
/// back or wraps around.
@Suite struct ExtremeTimesTests {
  static let durations: [Duration] = [
    .zero, .nanoseconds(1), .nanoseconds(-1), .nanoseconds(Int64.max), .nanoseconds(Int64.min),
    .seconds(Int64.max), .seconds(Int64.min), Duration(attoseconds: .max),
    Duration(attoseconds: .min),
  ]
  static let instants = [Int64.min, -1, 0, 1, .max - 1, .max].map(VirtualInstant.init(nanoseconds:))
  static let counts = [Int.min, -1, 0, 1, 2, .max]

  @Test(arguments: durations, instants)
  func `an instant advances up to the end of time`(length: Duration, instant: VirtualInstant) {
    let moved = instant.advanced(by: length)
    #expect(length < .zero ? moved <= instant : moved >= instant)
    for other in ExtremeTimesTests.instants {
      let distance = instant.duration(to: other)
      #expect(distance == .zero - other.duration(to: instant))
      #expect((distance < .zero) == (other < instant))
    }
  }

  @Test(arguments: durations)
  func `a task can sleep and compute for any length of time`(length: Duration) {
    let lines = Timeline.of(.init(workers: 4)) { simulation, timeline in
      simulation.setOffloadWorkers(1)
      let tasks = [
        simulation.spawn(Label("sleeper"), role: Symbol("sleeper")) {
          try await simulation.sleep(for: length)
          try await simulation.clock.sleep(until: simulation.now.advanced(by: length))
          timeline.note("slept", simulation)
        },
        simulation.spawn(Label("worker"), role: Symbol("worker")) {
          await simulation.work(for: length)
          timeline.note("worked", simulation)
        },
        simulation.spawn(Label("offloader"), role: Symbol("offloader")) {
          try await simulation.offload(for: length)
          timeline.note("offloaded", simulation)
        },
      ]
      try await simulation.sleep(for: .seconds(1))
      for task in tasks { task.cancel() }
    }
    #expect(lines.count == (length > .seconds(1) ? 1 : 4))
    #expect(lines.last == "1s finished")
  }

  @Test(arguments: instants, instants)
  func `a simulation runs to any instant, and never back`(
    first: VirtualInstant, second: VirtualInstant
  ) {
    let simulation = Simulation()
    simulation.start {
      for _ in 1...3 { try await simulation.sleep(for: .nanoseconds(Int64.max / 4)) }
      try await simulation.sleep(until: .init(nanoseconds: .max))
    }
    simulation.schedule(TimedInput(first, .triggered("go")))
    for limit in [first, second] {
      let before = simulation.now
      simulation.run(until: limit)
      simulation.run(until: limit) { false }
      simulation.runForOneEvent(until: limit)
      #expect(simulation.now >= before && simulation.now >= .zero)
    }
    simulation.schedule(TimedInput(second, .triggered("go")))
    #expect(simulation.runToEnd() == .stalled)
    simulation.tearDown()
    #expect(simulation.liveTaskCount == 0)
  }

  @Test func `the end of time is never reached, not even by a loop that sleeps`() {
    let simulation = Simulation()
    simulation.start {
      while true { try await simulation.sleep(for: .nanoseconds(Int64.max / 3)) }
    }
    #expect(simulation.runToEnd() == .stalled)
    #expect(simulation.halt == nil)
    simulation.tearDown()
  }

  @Test(arguments: counts)
  func `a simulation runs with any configuration`(count: Int) {
    var events: [Event] = []
    var configuration = Simulation.Configuration(
      seed: UInt64(bitPattern: Int64(count)), readyOrder: .seeded, workers: count,
      batchCapacity: count)
    if count > 1 { configuration.stepsAtOneInstant = count }
    let simulation = Simulation(configuration) { events += $0.events }
    simulation.start {
      simulation.setOffloadWorkers(min(count, 1000))
      try await simulation.sleep(for: .seconds(1))
    }
    simulation.runToEnd()
    simulation.tearDown(maximumSteps: count)
    #expect(!events.isEmpty)
  }

  @Test(arguments: counts)
  func `any number of background workers is valid`(count: Int) {
    let simulation = Simulation()
    simulation.setOffloadWorkers(count)
    simulation.start {
      let task = simulation.spawn(Label("task"), role: Symbol("task")) {
        try await simulation.offload(for: .seconds(1))
      }
      try await simulation.sleep(for: .seconds(2))
      #expect(task.isOver == (count > 0))
      task.cancel()
    }
    #expect(simulation.runToEnd() == .finished)
    simulation.tearDown()
  }

  @Test(arguments: durations, [0, UInt64.max])
  func `a check accepts any limit and any seed`(limit: Duration, seed: UInt64) throws {
    try Simulation.check(seeds: [seed], limit: limit, stepsAtOneInstant: 10) { _ in }
    try Simulation.check(seeds: seed..<seed, limit: limit) { _ in }
    #expect(throws: SimulationFailure.self) {
      try Simulation.check(seeds: [seed], limit: limit) { simulation in
        try await simulation.sleep(until: .init(nanoseconds: .max))
      }
    }
    for steps in ExtremeTimesTests.counts where steps < 2 {
      #expect(throws: SimulationFailure.self) {
        try Simulation.check(seeds: [seed], limit: limit, stepsAtOneInstant: steps) { _ in
          await Task.yield()
          await Task.yield()
        }
      }
    }
  }

  @Test(arguments: counts)
  func `a random number below any bound is in range`(bound: Int) {
    var stream = RandomStream(seed: .max, name: "")
    for _ in 1...100 {
      let number = stream.next(below: bound)
      #expect(number >= 0 && number < max(1, bound))
    }
  }

  @Test(
    arguments: durations, [Double.nan, -.infinity, -1, 0, .leastNonzeroMagnitude, 1e308, .infinity])
  func `any distribution draws lengths from zero to one year`(length: Duration, number: Double) {
    var stream = RandomStream(seed: 1, name: "luck")
    for distribution: TimeDistribution in [
      .constant(length), .exponential(mean: length), .uniform(from: length, to: .zero),
      .uniform(from: .zero, to: length), .normal(mean: length, deviation: length),
      .lognormal(median: length, sigma: number), .pareto(minimum: length, shape: number),
    ] {
      for _ in 1...20 {
        let drawn = distribution.draw(from: &stream)
        #expect(drawn >= .zero && drawn <= .seconds(31_536_000))
      }
    }
  }
}
