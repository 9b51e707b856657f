import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's timeout: callers give a long operation a deadline, at which it is cancelled,
/// notices, cleans up, and ends.
///
/// An operation works in steps, each optionally with a limit of its own, which can't outlive the
/// deadline.
final class TimeoutsScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  private var callers = Population(Stem.caller)
  /// The number of calls begun by all callers together, and of the last operation.
  private var begunCount = 0
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
  }

  func main() async throws {
    mainTask = simulation.currentTask
    adjustPopulation()
    while let caller = callers.firstLiving { await caller.finished() }
  }

  func knobChanged(_ knob: String) {
    if knob == Name.callers { adjustPopulation() }
  }

  private func adjustPopulation() {
    guard hasCallsLeft else { return }
    callers.resize(to: world.knobs.count(Name.callers), in: simulation, parent: mainTask) {
      try await self.live($0)
    }
  }

  private var hasCallsLeft: Bool { begunCount < world.knobs.limit(Name.calls) ?? .max }

  private func live(_ number: UInt32) async throws {
    var streams = Streams(simulation, number)
    if simulation.now > .zero { try await pause(&streams) }
    while hasCallsLeft {
      begunCount += 1
      let work = world.knobs.time(Name.workTime).draw(from: &streams.work)
      let cleanup = world.knobs.time(Name.cleanupTime).draw(from: &streams.cleanup)
      try await call(UInt32(begunCount), LongOperation(self, work: work, cleanup: cleanup))
      if hasCallsLeft { try await pause(&streams) }
    }
  }

  private func pause(_ streams: inout Streams) async throws {
    try await simulation.sleep(for: world.knobs.time(Name.pause).draw(from: &streams.pause))
  }

  /// The guide's `with_timeout`.
  private func call(_ number: UInt32, _ operation: LongOperation) async throws {
    let task = simulation.currentTask
    let deadline = world.knobs.duration(Name.deadline) ?? .seconds(1)
    simulation.report(.request(task, .started))
    do {
      try await withTimeout(
        deadline, clock: simulation.clock, child: Label(Stem.operation, number),
        reporter: simulation
      ) {
        try await operation.run()
      }
      simulation.report(.request(task, .ended(.completed)))
    } catch is TimeoutError {
      simulation.report(.error(task, .caught(Stem.timedOut)))
      simulation.report(.request(task, .ended(.timedOut)))
    } catch {
      simulation.report(.request(task, .ended(.cancelled)))
      throw error
    }
  }

  enum Stem {
    static let caller = Symbol("caller")
    static let operation = Symbol("operation")
    static let timedOut = Symbol("TimeoutError")
  }

  /// The random streams of one caller.
  private struct Streams {
    var pause: RandomStream
    var work: RandomStream
    var cleanup: RandomStream

    init(_ simulation: Simulation, _ number: UInt32) {
      pause = simulation.randomStream("caller-\(number).\(Name.pause)")
      work = simulation.randomStream("caller-\(number).\(Name.workTime)")
      cleanup = simulation.randomStream("caller-\(number).\(Name.cleanupTime)")
    }
  }
}
