import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's producer-consumer program, for any number of both, in one shift or in many.
///
/// With a limited number of items it is the guide's own `main`: start both sides, await the producers, join the queue,
/// cancel the consumers. Without a limit, producers never end, and the consumers' half is repeated in shifts; each shift
/// ends at an instant at which the queue is empty and all consumers are idle, so that shifts change nothing in the flow.
final class ProducerConsumerScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let queue: BoundedQueue<Void, VirtualClock>
  var producers = Crew(Stem.producer)
  /// Whether there is a shift for consumers to work in.
  var isStaffed = false
  /// The consumers of the present shift.
  var consumers = Crew(Stem.consumer)
  /// Consumers whose shift is over and who were not told.
  var abandoned: [SimulatedTask] = []
  /// Items that were consumed and never called done.
  var owed = 0
  /// Whose child a producer is that a person adds, and a consumer.
  var mainTask = TaskID.none
  var supervisor = TaskID.none
  var shiftCount: UInt32 = 0

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    queue = BoundedQueue(
      "intake", capacity: world.settings.limit(Name.capacity),
      overflow: world.settings.overflow, clock: simulation.clock, reporter: simulation)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    supervisor = mainTask
    staffProducers()
    if world.settings.limit(Name.items) != nil {
      isStaffed = true
      staffConsumers()
      while let producer = producers.present {
        await producer.finished()
      }
      try await endShift()
    } else {
      while !Task.isCancelled, producers.members.isEmpty || producers.present != nil {
        shiftCount += 1
        let shift = simulation.spawn(Label(Stem.shift, shiftCount), role: Stem.shift) {
          try await self.work()
        }
        await shift.finished()
      }
    }
  }

  /// One shift.
  private func work() async throws {
    supervisor = simulation.currentTask
    isStaffed = true
    staffConsumers()
    try await simulation.sleep(for: world.settings.duration(Name.shift) ?? .zero)
    for consumer in try await endShift() { await consumer.finished() }
  }

  /// Once everything that was put in has been dealt with, the consumers can go. The answer is who was told so.
  @discardableResult
  private func endShift() async throws -> [SimulatedTask] {
    try await queue.join()
    let relieved = consumers.dismiss()
    isStaffed = false
    if world.pitfall == Pitfall.noCancel {
      abandoned += relieved
      return []
    }
    for consumer in relieved { consumer.cancel() }
    return relieved
  }

  enum Stem {
    static let producer = Symbol("producer")
    static let consumer = Symbol("consumer")
    static let shift = Symbol("shift")
  }
}

extension KnobSettings {
  var overflow: OverflowPolicy {
    let word = choice(ProducerConsumerScenario.Name.overflow)
    return OverflowPolicy.allCases.first { $0.name == word } ?? .block
  }
}
