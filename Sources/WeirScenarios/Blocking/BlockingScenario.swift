import WeirEngine
import WeirEvents

/// CPU-bound work next to a heartbeat: on background workers, in short slices on the loop, or,
/// wrongly, in one piece on the loop, which then can do nothing else.
final class BlockingScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  private var crunchers = Population(Stem.cruncher)
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    simulation.setOffloadWorkers(world.knobs.count(Name.workers))
  }

  func main() async throws {
    mainTask = simulation.currentTask
    let heartbeat = simulation.spawn(Label(Stem.heartbeat), role: Stem.heartbeat) {
      try await self.runHeartbeat()
    }
    adjustPopulation()
    repeat {
      await crunchers.firstLiving?.finished()
      if crunchers.members.isEmpty { try await simulation.sleep(for: BlockingScenario.idle) }
    } while crunchers.members.isEmpty || crunchers.firstLiving != nil
    heartbeat.cancel()
    await heartbeat.finished()
  }

  /// The interval at which the main task looks for crunchers while there are none.
  private static let idle = Duration.seconds(1)

  /// Wakes up at regular intervals: how late it is shows how long the loop was blocked.
  private func runHeartbeat() async throws {
    var due = simulation.now
    while true {
      due = due.advanced(by: world.knobs.duration(Name.heartbeat) ?? .seconds(1))
      if due < simulation.now { due = simulation.now }
      try await simulation.sleep(until: due)
    }
  }

  private func adjustPopulation() {
    crunchers.resize(to: world.knobs.count(Name.crunchers), in: simulation, parent: mainTask) {
      try await self.crunch($0)
    }
  }

  /// Computes and rests until it has done all its jobs.
  private func crunch(_ number: UInt32) async throws {
    var lengths = simulation.randomStream("cruncher-\(number).\(Name.cpuTime)")
    var rests = simulation.randomStream("cruncher-\(number).\(Name.rest)")
    var done = 0
    while done < world.knobs.limit(Name.jobs) ?? .max {
      let task = simulation.currentTask
      simulation.report(.request(task, .started))
      do {
        try await compute(for: world.knobs.time(Name.cpuTime).draw(from: &lengths))
      } catch {
        simulation.report(.request(task, .ended(.cancelled)))
        throw error
      }
      simulation.report(.request(task, .ended(.completed)))
      done += 1
      try await simulation.sleep(for: world.knobs.time(Name.rest).draw(from: &rests))
    }
  }

  private func compute(for length: Duration) async throws {
    if world.pitfall == Pitfall.onTheLoop {
      await simulation.work(for: length)
    } else if world.knobs.choice(Name.offload) == Offload.slices {
      try await computeInSlices(for: length)
    } else {
      try await simulation.offload(for: length)
    }
  }

  /// Yields the loop after each slice, so that other ready tasks run first.
  private func computeInSlices(for length: Duration) async throws {
    var rest = length
    while rest > .zero {
      let slice = min(rest, world.knobs.duration(Name.slice) ?? rest)
      await simulation.work(for: slice)
      try await simulation.sleep(for: .zero)
      rest -= slice
    }
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.workers: simulation.setOffloadWorkers(world.knobs.count(Name.workers))
    case Name.crunchers: adjustPopulation()
    default: break
    }
  }

  enum Stem {
    static let heartbeat = Symbol("heartbeat")
    static let cruncher = Symbol("cruncher")
  }
}
