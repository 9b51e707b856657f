import WeirEngine
public import WeirEvents
import WeirPatterns

/// The work of `ItemFlow`, or borrowing from pools, without an end: by many tasks, around many
/// queues, or around many pools.
public struct EndlessFlow: Sendable {
  /// What there are many of.
  public enum Subject: String, CaseIterable, Sendable {
    /// Events, of 8 tasks around one queue.
    case events
    /// Tasks around one queue, half of them producers.
    case tasks
    /// Queues, each with 2 producers and 2 consumers.
    case queues
    /// Pools of 3 connections, each with 4 tasks that borrow them.
    case pools
  }

  private let simulation: Simulation
  private let count = ItemCount()

  /// The number of items that were worked on, or of connections that were borrowed.
  public var items: Int { count.value }

  /// Starts a number of a subject.
  ///
  /// - Parameter sink: receives the events; `nil` makes none.
  public init(
    _ subject: Subject, count: Int, seed: UInt64 = 1, sink: ((EventBatch) -> Void)? = nil
  ) {
    simulation = Simulation(.init(seed: seed, jobRouting: .runtimeHook), sink: sink)
    let flow = self
    simulation.start {
      switch subject {
      case .events: flow.startQueue(1, producers: 4, consumers: 4)
      case .tasks:
        let producers = max(1, count / 2)
        flow.startQueue(1, producers: producers, consumers: max(1, count - producers))
      case .queues:
        for number in 1...count { flow.startQueue(number, producers: 2, consumers: 2) }
      case .pools:
        for number in 1...count { flow.startPool(number, borrowers: 4) }
      }
      try await flow.simulation.sleep(until: .endOfTime)
    }
  }

  /// Runs up to an instant.
  public func run(until instant: VirtualInstant) { simulation.run(until: instant) }

  /// Runs until at least this many more items have been worked on.
  public func run(items: Int) {
    let end = count.value + items
    simulation.run(until: .endOfTime) { count.value < end }
  }
}

// MARK: Tasks

extension EndlessFlow {
  private func startQueue(_ number: Int, producers: Int, consumers: Int) {
    let queue = BoundedQueue(
      "queue-\(number)", of: Int.self, capacity: ItemFlow.capacity, clock: simulation.clock,
      reporter: simulation)
    for producer in 1...producers {
      start(Stem.producer, "\(number)-\(producer)") { random in
        try await simulation.sleep(for: ItemFlow.produceTime.draw(from: &random))
        try await queue.put(producer)
      }
    }
    for consumer in 1...consumers {
      start(Stem.consumer, "\(number)-\(consumer)") { random in
        _ = try await queue.get()
        try await simulation.sleep(for: ItemFlow.consumeTime.draw(from: &random))
        queue.taskDone()
        count.value += 1
      }
    }
  }

  private func startPool(_ number: Int, borrowers: Int) {
    let pool = ConnectionPool(
      "pool-\(number)", .init(limit: borrowers - 1), clock: simulation.clock, reporter: simulation
    ) {}
    for borrower in 1...borrowers {
      start(Stem.borrower, "\(number)-\(borrower)") { random in
        try await simulation.sleep(for: ItemFlow.produceTime.draw(from: &random))
        let time = ItemFlow.consumeTime.draw(from: &random)
        try await pool.withConnection { try await simulation.sleep(for: time) }
        count.value += 1
      }
    }
  }

  private func start(
    _ role: Symbol, _ name: String,
    _ step: @escaping @Sendable (inout RandomStream) async throws -> Void
  ) {
    simulation.spawn(Label("\(role)-\(name)"), role: role) {
      var random = simulation.randomStream("\(role)-\(name)")
      while true { try await step(&random) }
    }
  }

  private enum Stem {
    static let producer = Symbol("producer")
    static let consumer = Symbol("consumer")
    static let borrower = Symbol("borrower")
  }
}

/// A number that only the simulation's thread uses.
private final class ItemCount: @unchecked Sendable {
  @exclusivity(unchecked) var value = 0
}
