public import WeirEngine
import WeirPatterns
public import WeirEvents

/// The work that weir and its peers do side by side: 4 producers, a queue of 16, 4 consumers,
/// exponential times.
///
/// Each task draws its times from a stream of its own. A producer takes 1 s on average to make an
/// item, a consumer 900 ms to work on one. Producers end after their share of the items; then the
/// queue is joined and the consumers are cancelled, as in the guide.
public struct ItemFlow: Sendable {
  static let producers = 4
  static let consumers = 4
  static let capacity = 16
  static let produceTime = TimeDistribution.exponential(mean: .seconds(1))
  static let consumeTime = TimeDistribution.exponential(mean: .milliseconds(900))

  /// The total number of items.
  public let items: Int
  /// The limit for the work on an item; `nil` is none.
  public let limit: Duration?

  public init(items: Int, limit: Duration? = nil) {
    self.items = items / ItemFlow.producers * ItemFlow.producers
    self.limit = limit
  }

  /// Runs the whole flow and returns the instant at which it ended.
  ///
  /// - Parameters:
  ///   - batchCapacity: the maximum number of events in a batch.
  ///   - sink: receives the events; `nil` makes none.
  public func run(
    seed: UInt64 = 1, batchCapacity: Int = Simulation.Configuration().batchCapacity,
    sink: ((EventBatch) -> Void)? = nil
  ) -> VirtualInstant {
    let simulation = Simulation(
      .init(seed: seed, batchCapacity: batchCapacity, jobRouting: .runtimeHook), sink: sink)
    let queue = BoundedQueue(
      "intake", of: Int.self, capacity: ItemFlow.capacity, clock: simulation.clock,
      reporter: simulation)
    simulation.start {
      let producers = (1...ItemFlow.producers).map { number in
        simulation.spawn(Label(Stem.producer, UInt32(number)), role: Stem.producer) {
          try await self.produce(into: queue, number, in: simulation)
        }
      }
      let consumers = (1...ItemFlow.consumers).map { number in
        simulation.spawn(Label(Stem.consumer, UInt32(number)), role: Stem.consumer) {
          try await self.consume(from: queue, number, in: simulation)
        }
      }
      for producer in producers { await producer.finished() }
      try await queue.join()
      for consumer in consumers { consumer.cancel() }
    }
    precondition(simulation.runToEnd() == .finished, "The flow came to a standstill.")
    return simulation.now
  }

  private func produce(
    into queue: BoundedQueue<Int, VirtualClock>, _ number: Int, in simulation: Simulation
  ) async throws {
    var random = simulation.randomStream("producer-\(number)")
    for item in 0..<items / ItemFlow.producers {
      try await simulation.sleep(for: ItemFlow.produceTime.draw(from: &random))
      try await queue.put(item)
    }
  }

  private func consume(
    from queue: BoundedQueue<Int, VirtualClock>, _ number: Int, in simulation: Simulation
  ) async throws {
    var random = simulation.randomStream("consumer-\(number)")
    while true {
      _ = try await queue.get()
      let time = ItemFlow.consumeTime.draw(from: &random)
      if let limit {
        try await withTimeout(limit, clock: simulation.clock, reporter: simulation) {
          try await simulation.sleep(for: time)
        }
      } else {
        try await simulation.sleep(for: time)
      }
      queue.taskDone()
    }
  }

  private enum Stem {
    static let producer = Symbol("producer")
    static let consumer = Symbol("consumer")
  }
}
