import WeirAnalysis
import WeirEvents

/// The expected metrics, calculated from the whole trace directly by their definitions.
struct MetricsOracle {
  private let events: [Event]
  private let end: VirtualInstant

  init(_ batch: EventBatch) {
    events = batch.events
    end = batch.now
  }

  /// The wait of each dequeued item, from entry to exit.
  func waits(_ queue: QueueID) -> [Int64] {
    events.indices.compactMap { index in
      guard case .queue(queue, .dequeued(_, let item, _)) = events[index].kind,
        let entry = entry(of: item, in: queue, before: index)
      else { return nil }
      return events[index].nanoseconds - events[entry].nanoseconds
    }
  }

  /// How long each put was blocked by a full queue.
  func blocks(_ queue: QueueID) -> [Int64] {
    events.indices.compactMap { index in
      guard case .task(let task, .suspended(.queuePut(queue), _)) = events[index].kind else {
        return nil
      }
      let end = events[index...].dropFirst().first { $0.kind.endsStay(of: task) }
      return end.map { $0.nanoseconds - events[index].nanoseconds }
    }
  }

  /// How long each task waited for a worker.
  func readyWaits() -> [Int64] {
    events.indices.compactMap { index in
      guard case .task(let task, .becameReady) = events[index].kind else { return nil }
      let end = events[index...].dropFirst().first { $0.kind.endsStay(of: task) }
      return end.map { $0.nanoseconds - events[index].nanoseconds }
    }
  }

  /// The time-weighted mean depth from the queue's creation on.
  func meanDepth(_ queue: QueueID) -> Double {
    var area = 0.0
    var (depth, last, begin) = (0.0, Int64(0), Int64(0))
    for event in events {
      if case .queue(queue, .created) = event.kind { begin = event.nanoseconds }
      guard let next = event.kind.depth(of: queue) else { continue }
      area += depth * Double(event.nanoseconds - last)
      (depth, last) = (Double(next), event.nanoseconds)
    }
    area += depth * Double(end.nanoseconds - last)
    return area / Double(end.nanoseconds - begin)
  }

  private func entry(of item: ItemID, in queue: QueueID, before index: Int) -> Int? {
    events[..<index].lastIndex { event in
      if case .queue(queue, .enqueued(_, item, _)) = event.kind { true } else { false }
    }
  }

  /// When a producer offered the item that was enqueued or dropped at an index.
  private func offer(_ task: TaskID, _ queue: QueueID, before index: Int) -> Int64 {
    for event in events[..<index].reversed() {
      switch event.kind {
      case .task(task, .suspended(.queuePut(queue), _)): return event.nanoseconds
      case .queue(queue, .enqueued(task, _, _)), .task(task, .cancellationNoticed):
        return events[index].nanoseconds
      case .queue(queue, .dropped(task, _, let cause, _)) where cause != .oldest:
        return events[index].nanoseconds
      case .task(task, .suspended(.queuePut, _)): return events[index].nanoseconds
      default: break
      }
    }
    return events[index].nanoseconds
  }
}

// MARK: Held items

extension MetricsOracle {
  fileprivate struct Held {
    let queue: QueueID
    let item: ItemID
    let offered: Int64
    let taken: Int64
    /// The timeouts that applied when it failed; `nil` if it has not failed.
    var failedWithin: Set<TimeoutID>?
    var hasFailed: Bool { failedWithin != nil }
  }

  /// How the work on the taken items ended.
  struct Outcome {
    /// The latency of each completed item, from offer to the end of the work, in order.
    var latencies: [Int64] = []
    /// The time spent on each failed or lost item, from taking it to the end.
    var wasted: [Int64] = []
    var failed = 0
    var lost = 0

    fileprivate mutating func end(_ held: Held, _ now: Int64, hasFailed: Bool) {
      if hasFailed {
        failed += 1
        wasted.append(now - held.taken)
      } else {
        latencies.append(now - held.offered)
      }
    }

    fileprivate mutating func lose(_ held: Held, _ now: Int64) {
      lost += 1
      wasted.append(now - held.taken)
    }
  }

  /// How the work on each item ended: marked done, followed by the next item, or with its task.
  func outcome() -> Outcome {
    var outcome = Outcome()
    var hands: [TaskID: [Held]] = [:]
    var parents: [TaskID: TaskID] = [:]
    var tidy: Set<TaskID> = []
    var open: [TaskID: Set<TimeoutID>] = [:]
    for (index, event) in events.enumerated() {
      let now = event.nanoseconds
      switch event.kind {
      case .task(let task, .created(_, _, let parent, _)): parents[task] = parent
      case .task(let task, .cleanupEnded): tidy.insert(task)
      case .task(let task, .suspended(.queueGet(let queue), _)):
        goOn(&hands[task, default: []], queue, now, &outcome)
      case .queue(let queue, .dequeued(let task, let item, _)):
        goOn(&hands[task, default: []], queue, now, &outcome)
        guard let entry = entry(of: item, in: queue, before: index),
          case .queue(_, .enqueued(let producer, _, _)) = events[entry].kind
        else { continue }
        let offered = offer(producer, queue, before: entry)
        hands[task, default: []].append(
          Held(queue: queue, item: item, offered: offered, taken: now))
        tidy.remove(task)
      case .queue(let queue, .done(let task, let item, _)) where item == .unknown:
        var holder: TaskID? = task
        var generation = 0
        while let candidate = holder, generation < 8, parents[candidate] != nil {
          if let place = hands[candidate]?.lastIndex(where: { $0.queue == queue }),
            let held = hands[candidate]?.remove(at: place)
          {
            outcome.end(held, now, hasFailed: held.hasFailed)
            break
          }
          holder = parents[candidate]
          generation += 1
        }
      case .queue(let queue, .done(_, let item, _)):
        for task in parents.keys {
          guard
            let place = hands[task]?.firstIndex(where: { $0.queue == queue && $0.item == item }),
            let held = hands[task]?.remove(at: place)
          else { continue }
          outcome.end(held, now, hasFailed: held.hasFailed)
        }
      case .timeout(let timeout, .armed(let task, _, _)): open[task, default: []].insert(timeout)
      case .timeout(let timeout, .cancelled(let task)), .timeout(let timeout, .workEnded(let task)):
        open[task]?.remove(timeout)
      case .timeout(_, .fired(let task)), .request(let task, .retriesExhausted),
        .error(let task, .caught):
        mark(task, failedWithin: open[task] ?? [], &hands)
      case .timeout(let timeout, .met(let task)):
        open[task]?.remove(timeout)
        guard hands[task]?.last?.failedWithin?.contains(timeout) == true else { continue }
        mark(task, failedWithin: nil, &hands)
      case .request(let task, .attemptStarted(let attempt)) where attempt > 1:
        mark(task, failedWithin: nil, &hands)
      case .task(let task, .finished(let end, _)):
        parents[task] = nil
        for held in hands.removeValue(forKey: task) ?? [] {
          if end == .completed || tidy.contains(task) {
            outcome.end(held, now, hasFailed: held.hasFailed)
          } else if end == .cancelled {
            outcome.lose(held, now)
          } else {
            outcome.end(held, now, hasFailed: true)
          }
        }
      default: break
      }
    }
    return outcome
  }

  /// Sets what is known about the item that a task took last: the timeouts that applied when it
  /// failed.
  private func mark(
    _ task: TaskID, failedWithin timeouts: Set<TimeoutID>?, _ hands: inout [TaskID: [Held]]
  ) {
    guard let last = hands[task]?.indices.last else { return }
    hands[task]?[last].failedWithin = timeouts
  }

  private func goOn(
    _ held: inout [Held], _ queue: QueueID, _ now: Int64, _ outcome: inout Outcome
  ) {
    while let place = held.lastIndex(where: { $0.queue == queue }) {
      let item = held.remove(at: place)
      outcome.end(item, now, hasFailed: item.hasFailed)
    }
  }
}

extension Event {
  fileprivate var nanoseconds: Int64 { instant.nanoseconds }
}

extension Event.Kind {
  /// Whether the task is in another state from here on.
  fileprivate func endsStay(of task: TaskID) -> Bool {
    switch self {
    case .task(task, .becameReady), .task(task, .resumed), .task(task, .suspended),
      .task(task, .finished):
      true
    default: false
    }
  }

  /// The depth of a queue after it.
  fileprivate func depth(of queue: QueueID) -> UInt32? {
    switch self {
    case .queue(queue, .enqueued(_, _, let depth)), .queue(queue, .dequeued(_, _, let depth)),
      .queue(queue, .dropped(_, _, _, let depth)):
      depth
    default: nil
    }
  }
}
