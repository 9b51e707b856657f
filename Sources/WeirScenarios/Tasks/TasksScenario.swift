import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's second program: tasks that are created and gathered, up to a limit at a time; some
/// of them fail. It runs in rounds.
final class TasksScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  /// One for each place in a round, kept across rounds.
  private var streams: [WorkerStreams] = []

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
  }

  func main() async throws {
    var rounds: UInt32 = 0
    while true {
      rounds += 1
      let gathering = simulation.spawn(Label(Stem.gather, rounds), role: Stem.gather) {
        try await self.gatherWorkers()
      }
      await gathering.finished()
      guard rounds < world.knobs.limit(Name.rounds) ?? .max else { return }
      try await simulation.sleep(for: world.knobs.duration(Name.pause) ?? .zero)
    }
  }

  /// Runs one round: fan-out, fan-in.
  private func gatherWorkers() async throws {
    let task = simulation.currentTask
    let workers = Array(1...world.knobs.count(Name.tasks))
    simulation.report(.request(task, .started))
    do {
      let outcome = try await outcome(of: workers, for: task)
      simulation.report(.request(task, .ended(outcome)))
    } catch {
      simulation.report(.request(task, .ended(.cancelled)))
      throw error
    }
  }

  private func outcome(of workers: [Int], for task: TaskID) async throws -> TaskOutcome {
    if world.pitfall == Pitfall.fireAndForget {
      forget(workers)
      return .completed
    }
    if world.knobs.choice(Name.onFailure) == OnFailure.collect {
      await collect(workers, for: task)
      return .completed
    }
    do {
      try await gather(
        workers, limit: world.knobs.limit(Name.concurrencyLimit), child: Stem.workerText,
        reporter: simulation, operation: work)
      return .completed
    } catch is WorkFailed {
      simulation.report(.error(task, .caught(Stem.workFailed)))
      return .failed
    }
  }

  private func collect(_ workers: [Int], for task: TaskID) async {
    let results = await gatherResults(
      workers, limit: world.knobs.limit(Name.concurrencyLimit), child: Stem.workerText,
      reporter: simulation, operation: work)
    for case .failure(is WorkFailed) in results {
      simulation.report(.error(task, .caught(Stem.workFailed)))
    }
  }

  /// The pitfall: no handle is kept, and nothing waits for the tasks.
  private func forget(_ workers: [Int]) {
    for number in workers {
      simulation.spawn(Label(Stem.worker, UInt32(number)), role: Stem.worker) {
        try await self.work(number)
      }
    }
  }

  @Sendable private func work(_ number: Int) async throws {
    let (time, fails) = draw(number)
    try await simulation.sleep(for: time)
    guard fails else { return }
    simulation.report(.error(simulation.currentTask, .thrown(Stem.workFailed)))
    throw WorkFailed()
  }

  private func draw(_ number: Int) -> (time: Duration, fails: Bool) {
    while streams.count < number { streams.append(WorkerStreams(simulation, streams.count + 1)) }
    return (
      world.knobs.time(Name.workTime).draw(from: &streams[number - 1].time),
      streams[number - 1].failure.happens(world.knobs.share(Name.failureRate))
    )
  }

  enum Stem {
    static let gather = Symbol("gather")
    static let workerText = "worker"
    static let worker = Symbol(workerText)
    static let workFailed = Symbol(of: WorkFailed())
  }
}

/// The random streams of one worker.
private struct WorkerStreams {
  var time: RandomStream
  var failure: RandomStream

  init(_ simulation: Simulation, _ number: Int) {
    time = simulation.randomStream("worker-\(number).\(TasksScenario.Name.workTime)")
    failure = simulation.randomStream("worker-\(number).\(TasksScenario.Name.failureRate)")
  }
}

/// The error of a worker.
private struct WorkFailed: Error {}
