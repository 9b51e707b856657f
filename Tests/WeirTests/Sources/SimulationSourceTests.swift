import Testing
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

/// The thread is real and so is its clock: these tests wait for its updates, never for a time.
@Suite struct SimulationSourceTests {
  private func specification(_ settings: [(knob: String, text: String)] = []) throws
    -> RunSpecification
  {
    try ScenarioCatalog.specification(of: "producer-consumer", seed: 3, settings: settings)
  }

  /// The digest after a number of virtual seconds without a screen.
  private func headlessDigest(_ specification: RunSpecification, seconds: Int64) throws -> String {
    var digest = TraceDigest()
    let limit = VirtualInstant(nanoseconds: seconds * 1_000_000_000)
    let run = try ScenarioRun(specification) { batch in
      for event in batch.events where event.instant < limit { digest.fold(event) }
    }
    run.simulation.run(until: limit)
    run.simulation.tearDown()
    return digest.hexadecimal
  }

  /// The digest of a live run up to an instant, with commands during the run.
  private func liveDigest(
    _ specification: RunSpecification, seconds: Int64, speed: Double,
    commands: [SourceCommand] = []
  ) async throws -> String {
    let limit = VirtualInstant(nanoseconds: seconds * 1_000_000_000)
    let source = try SimulationSource(specification, speed: speed, isPaused: false)
    var digest = TraceDigest()
    var commands = commands[...]
    for await update in source.updates {
      // Each command causes an update of its own, while a paused run makes no batches.
      if let command = commands.popFirst() { source.perform(command) }
      guard case .batchArrived(let batch) = update else { continue }
      for event in batch.events where event.instant < limit { digest.fold(event) }
      if batch.now > limit { break }
    }
    source.stop()
    return digest.hexadecimal
  }

  @Test(arguments: [500.0, 4000.0, 65536.0])
  func `a run watched at any speed equals the run without a screen`(speed: Double) async throws {
    let specification = try specification()
    let live = try await liveDigest(specification, seconds: 300, speed: speed)
    #expect(try live == headlessDigest(specification, seconds: 300))
  }

  @Test func `a run paused, stepped and resumed equals the run without a screen`() async throws {
    let specification = try specification()
    let commands: [SourceCommand] = [
      .pause, .step, .step, .step, .step, .step, .step, .step, .setSpeed(100), .resume,
      .setSpeed(20_000), .pause, .step, .resume,
    ]
    let live = try await liveDigest(specification, seconds: 300, speed: 2000, commands: commands)
    #expect(try live == headlessDigest(specification, seconds: 300))
  }

  @Test func `a step in a simulation shows exactly one event`() async throws {
    let source = try SimulationSource(specification(), speed: 1, isPaused: true)
    var (newest, shown) = (0, [Int]())
    // A step may make several events happen, of which the first one is shown.
    var isStepping = false
    for await update in source.updates {
      switch update {
      case .batchArrived(let batch):
        newest += batch.events.count
        guard !isStepping || newest == (shown.last ?? 0) + 1 else { continue }
        shown.append(newest)
      case .restored(let restored, _): shown.append(restored.position.event)
      case .atHead: shown.append(newest)
      default: continue
      }
      if shown.count == 20 { break }
      isStepping = true
      source.perform(.step)
    }
    source.stop()
    let first = try #require(shown.first)
    #expect(shown == Array(first..<first + 20))
  }

  @Test func `a knob takes effect at the instant that the run has reached`() async throws {
    let source = try SimulationSource(specification(), speed: 1, isPaused: true)
    var changes: [Event] = []
    var last: RunState?
    for await update in source.updates {
      guard case .batchArrived(let batch) = update else { continue }
      changes += batch.events.filter {
        if case .input(.parameterChanged) = $0.kind { true } else { false }
      }
      if last == nil {
        source.perform(.send(.parameterChanged(name: "consumers", value: .count(6))))
      }
      last = batch.state
      if !changes.isEmpty { break }
    }
    source.stop()
    #expect(changes.map(\.instant) == [.zero])
  }

  @Test func `a run given up by the engine is reported once, and so is each run after it`()
    async throws
  {
    let specification = try specification()
    let source = try SimulationSource(
      specification, speed: 1000, isPaused: false, stepsAtOneInstant: 5)
    var reported: [String] = []
    for await update in source.updates {
      switch update {
      case .runStarted: reported.append("started")
      case .halted(let halt):
        reported.append(halt.reason)
        source.perform(reported.count == 2 ? .restart(specification) : .stop)
      default: break
      }
    }
    let reason = "the clock stood still at 0s for 5 steps"
    #expect(reported == ["started", reason, "started", reason])
  }

  @Test func `another run can begin after the engine gave up the last one`() async throws {
    let source = try SimulationSource(specification(), speed: 1000, isPaused: false)
    let next = try specification([("consumers", "1")])
    var started: [RunSpecification] = []
    for await update in source.updates {
      if case .runStarted(let start, _) = update, let specification = start.specification {
        started.append(specification)
      }
      if case .batchArrived(let batch) = update, batch.now.seconds > 5, started.count == 1 {
        source.perform(.restart(next))
      }
      if started.count == 2 { break }
    }
    source.stop()
    #expect(started.last == next)
  }
}
