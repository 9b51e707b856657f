import WeirEngine
import WeirPatterns
import WeirEvents

extension ProducerConsumerScenario {
  /// Puts items into the queue until it has made all of its items.
  func produce(_ number: UInt32) async throws {
    var stream = simulation.randomStream("producer-\(number).\(Name.produceTime)")
    var made = 0
    while made < world.knobs.limit(Name.items) ?? .max {
      do {
        try await queue.put(())
      } catch QueueError.full {
        simulation.report(.error(simulation.currentTask, .caught(Stem.queueFull)))
      }
      made += 1
      try await simulation.sleep(for: world.knobs.time(Name.produceTime).draw(from: &stream))
    }
  }

  /// Takes items out of the queue and works on them, until it is cancelled.
  func consume(_ number: UInt32) async throws {
    var stream = simulation.randomStream("consumer-\(number).\(Name.consumeTime)")
    while true {
      try await queue.get()
      let work = world.knobs.time(Name.consumeTime).draw(from: &stream)
      if work > .zero { try await process(for: work) }
      markDone()
    }
  }

  /// Works on one item, up to the deadline. A cancellation takes effect after the item is finished.
  private func process(for work: Duration) async throws {
    let begin = simulation.now
    let deadline = world.knobs.duration(Name.deadline)
    do {
      try await process(until: begin.advanced(by: work), within: deadline)
    } catch is CancellationError {
      let task = simulation.currentTask
      let end = begin.advanced(by: min(work, deadline ?? work))
      simulation.report(.task(task, .cleanupStarted))
      try await simulation.shielded { [simulation] in try await simulation.sleep(until: end) }
      markDone()
      simulation.report(.task(task, .cleanupEnded))
      throw CancellationError()
    }
  }

  private func process(until end: VirtualInstant, within deadline: Duration?) async throws {
    guard let deadline else { return try await simulation.sleep(until: end) }
    do {
      try await withTimeout(deadline, clock: simulation.clock, reporter: simulation) {
        [simulation] in
        try await simulation.sleep(until: end)
      }
    } catch is TimeoutError {
      simulation.report(.error(simulation.currentTask, .caught(Stem.timedOut)))
    }
  }

  private func markDone() {
    if world.pitfall == Pitfall.noTaskDone {
      unmarkedCount += 1
    } else {
      queue.taskDone()
    }
  }
}

extension ProducerConsumerScenario.Stem {
  fileprivate static let queueFull = Symbol("QueueError.full")
  fileprivate static let timedOut = Symbol("TimeoutError")
}
