import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's producer-consumer program, for any number of producers and consumers, in one shift
/// or many.
///
/// With a limited number of items it is the guide's own `main`: start both sides, await the
/// producers, join the queue, cancel the consumers. Without a limit, producers never end, and the
/// consumers' half is repeated in shifts; each shift ends when the queue is empty and all consumers
/// are idle, so that shifts don't disturb the flow.
final class ProducerConsumerScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let queue: BoundedQueue<Void, VirtualClock>
  var producers = Population(Stem.producer)
  /// Whether a shift is in progress.
  var isShiftOpen = false
  /// The consumers of the current shift.
  var consumers = Population(Stem.consumer)
  /// Consumers whose shift is over and that were not cancelled.
  var abandoned: [SimulatedTask] = []
  /// The number of items that were consumed and never marked as done.
  var unmarkedCount = 0
  /// The parent of producers that the user adds; of consumers, `supervisor`.
  var mainTask = TaskID.none
  var supervisor = TaskID.none
  var shiftCount: UInt32 = 0

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    queue = BoundedQueue(
      "intake", capacity: world.knobs.limit(Name.capacity),
      overflow: world.knobs.overflow, clock: simulation.clock, reporter: simulation)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    supervisor = mainTask
    adjustProducers()
    if world.knobs.limit(Name.items) != nil {
      isShiftOpen = true
      adjustConsumers()
      while let producer = producers.firstLiving {
        await producer.finished()
      }
      try await endShift()
    } else {
      while !Task.isCancelled, producers.members.isEmpty || producers.firstLiving != nil {
        shiftCount += 1
        let shift = simulation.spawn(Label(Stem.shift, shiftCount), role: Stem.shift) {
          try await self.work()
        }
        await shift.finished()
      }
    }
  }

  /// Runs one shift.
  private func work() async throws {
    supervisor = simulation.currentTask
    isShiftOpen = true
    adjustConsumers()
    try await simulation.sleep(for: world.knobs.duration(Name.shift) ?? .zero)
    for consumer in try await endShift() { await consumer.finished() }
  }

  /// Waits until everything in the queue has been processed, and ends the shift. Returns the
  /// consumers that were cancelled.
  @discardableResult
  private func endShift() async throws -> [SimulatedTask] {
    try await queue.join()
    let members = consumers.removeAll()
    isShiftOpen = false
    if world.pitfall == Pitfall.noCancel {
      abandoned += members
      return []
    }
    for consumer in members { consumer.cancel() }
    return members
  }

  enum Stem {
    static let producer = Symbol("producer")
    static let consumer = Symbol("consumer")
    static let shift = Symbol("shift")
  }
}

extension KnobValues {
  var overflow: OverflowPolicy {
    let word = choice(ProducerConsumerScenario.Name.overflow)
    return OverflowPolicy.allCases.first { $0.name == word } ?? .block
  }
}
