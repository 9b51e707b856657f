import WeirEngine
import WeirPatterns
import WeirEvents

extension ProducerConsumerScenario {
  /// Puts items into the queue until it has made all of its items.
  func produce(_ number: UInt32) async throws {
    var luck = simulation.randomStream("producer-\(number).\(Name.produceTime)")
    var made = 0
    while made < world.settings.limit(Name.items) ?? .max {
      do {
        try await queue.put(())
      } catch QueueError.full {
        simulation.report(.error(simulation.currentTask, .caught(Stem.queueFull)))
      }
      made += 1
      try await simulation.sleep(for: world.settings.time(Name.produceTime).draw(from: &luck))
    }
  }

  /// Takes items out of the queue and works on them, until it is cancelled.
  func consume(_ number: UInt32) async throws {
    var luck = simulation.randomStream("consumer-\(number).\(Name.consumeTime)")
    while true {
      try await queue.get()
      let work = world.settings.time(Name.consumeTime).draw(from: &luck)
      if work > .zero { try await process(for: work) }
      callDone()
    }
  }

  /// Works on one item, up to the deadline. A cancellation takes effect after the item is finished.
  private func process(for work: Duration) async throws {
    let begin = simulation.now
    let deadline = world.settings.duration(Name.deadline)
    do {
      try await process(until: begin.advanced(by: work), within: deadline)
    } catch is CancellationError {
      let task = simulation.currentTask
      let end = begin.advanced(by: min(work, deadline ?? work))
      simulation.report(.task(task, .cleanupStarted))
      try await simulation.shielded { [simulation] in try await simulation.sleep(until: end) }
      callDone()
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

  private func callDone() {
    if world.pitfall == Pitfall.noTaskDone {
      owed += 1
    } else {
      queue.taskDone()
    }
  }
}

extension ProducerConsumerScenario.Stem {
  fileprivate static let queueFull = Symbol("QueueError.full")
  fileprivate static let timedOut = Symbol("TimeoutError")
}
