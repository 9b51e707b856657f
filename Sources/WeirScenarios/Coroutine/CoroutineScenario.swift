import WeirEngine
import WeirEvents

/// The guide's first program: a coroutine that starts, waits for simulated I/O, and finishes;
/// several of them run one after the other or together, in rounds.
final class CoroutineScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  /// The coroutines of the current round, in the order of their start.
  private var round: [SimulatedTask] = []
  /// Whether more of them can join the current round.
  private var isOpen = false
  private var startedCount: UInt32 = 0
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
  }

  func main() async throws {
    mainTask = simulation.currentTask
    var pauses = simulation.randomStream(Name.pause)
    var rounds = 0
    while rounds < world.knobs.limit(Name.rounds) ?? .max {
      if rounds > 0 {
        try await simulation.sleep(for: world.knobs.time(Name.pause).draw(from: &pauses))
      }
      await runRound()
      rounds += 1
    }
  }

  /// Runs one round: together, it lasts as long as its longest coroutine; one after the other, as
  /// long as all of them.
  private func runRound() async {
    isOpen = true
    repeat {
      startMore()
      await round.first { !$0.isOver }?.finished()
    } while round.contains { !$0.isOver } || round.count < count
    isOpen = false
    round = []
  }

  private var count: Int { world.knobs.count(Name.count) }

  private func startMore() {
    switch world.knobs.choice(Name.order) {
    case Order.together: while round.count < count { start() }
    default: if round.count < count, round.allSatisfy(\.isOver) { start() }
    }
  }

  private func start() {
    startedCount += 1
    let number = startedCount
    let coroutine = simulation.spawn(
      Label(Stem.coroutine, number), role: Stem.coroutine, parent: mainTask
    ) {
      try await self.run(number)
    }
    // The request starts here, even if the loop is blocked and the coroutine can't begin yet.
    simulation.report(.request(coroutine.id, .started))
    round.append(coroutine)
  }

  private func run(_ number: UInt32) async throws {
    let task = simulation.currentTask
    var stream = simulation.randomStream("coroutine-\(number).\(Name.ioTime)")
    let length = world.knobs.time(Name.ioTime).draw(from: &stream)
    if world.pitfall == Pitfall.syncSleep {
      await simulation.work(for: length)
    } else {
      do {
        try await simulation.sleep(for: length)
      } catch {
        simulation.report(.request(task, .ended(.cancelled)))
        throw error
      }
    }
    simulation.report(.request(task, .ended(.completed)))
  }

  /// More coroutines join the current round at once; if there are too many, the newest are
  /// cancelled.
  func knobChanged(_ knob: String) {
    guard isOpen, knob == Name.count || knob == Name.order else { return }
    for surplus in round.dropFirst(count) { surplus.cancel() }
    if !round.isEmpty { startMore() }
  }

  enum Stem {
    static let coroutine = Symbol("coroutine")
  }
}
