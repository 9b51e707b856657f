import WeirAnalysis
import WeirEvents
import WeirScreen

/// Tells for each kind of wait what is waited for, the place in the line, and who could end it.
struct WaitTeller {
  let record: TaskRecord
  let analysis: Analysis

  func story(_ wait: Wait) -> WaitStory {
    switch wait {
    case .sleep(.endOfTime): WaitStory("sleeps for ever")
    case .sleep(let until): sleep(until)
    case .queuePut(let id): analysis.queues[id].map(put) ?? unknown(wait)
    case .queueGet(let id): analysis.queues[id].map(get) ?? unknown(wait)
    case .join(let id): analysis.queues[id].map(join) ?? unknown(wait)
    case .child(let child):
      WaitStory(
        "waits for the end of \(analysis.tasks.name(of: child))", "that is", [.init(task: child)])
    case .children: children
    case .poolAcquire(let id): analysis.pools[id].map(acquire) ?? unknown(wait)
    case .batch(let id): analysis.batchers[id].map(batch) ?? unknown(wait)
    case .work(let worker):
      WaitStory("computes, and holds \(analysis.workers.name(of: worker)) meanwhile")
    case .offload: offload
    case .other(let what): WaitStory("waits for \(what)")
    }
  }

  private func unknown(_ wait: Wait) -> WaitStory {
    WaitStory("waits for a \(WaitText.kind(wait)) that is gone")
  }

  private func sleep(_ until: VirtualInstant) -> WaitStory {
    let left = TimeText.short(max(analysis.now.duration(to: until), .zero))
    let progress = Progress(from: record.since, to: until, at: analysis.now).share
    let verb =
      switch Activity(record) {
      case .backingOff: "waits before attempt \(record.attempt?.number ?? 0)"
      case .serving: "waits for simulated I/O"
      case .cleaningUp: "cleans up"
      default: "sleeps"
      }
    return WaitStory(
      "\(verb) until \(TimeText.shortClock(until)), \(left) left", progress: progress)
  }

  /// `, 2 of 3 in line`; nothing where nobody else waits.
  private func place(in line: some RandomAccessCollection<TaskID>) -> String {
    guard line.count > 1, let index = line.firstIndex(of: record.id) else { return "" }
    return ", \(line.distance(from: line.startIndex, to: index) + 1) of \(line.count) in line"
  }
}

// MARK: Queues

extension WaitTeller {
  private func put(_ queue: QueueRecord) -> WaitStory {
    let takers = parties(of: queue.id) { $0.takes }
    return WaitStory(
      "waits for a place in \(queue.name), \(fill(queue))\(place(in: queue.putters))",
      takers.isEmpty ? "nobody lives who empties it" : "emptied by", takers)
  }

  private func get(_ queue: QueueRecord) -> WaitStory {
    let putters = parties(of: queue.id) { $0.puts }
    return WaitStory(
      "waits for an item from \(queue.name)\(place(in: queue.getters))",
      putters.isEmpty ? "nobody lives who fills it" : "filled by", putters)
  }

  private func join(_ queue: QueueRecord) -> WaitStory {
    let holders = analysis.parties(of: queue.id).filter { $0.outstanding > 0 }
      .map { WaitStory.Party(task: $0.task, note: "\($0.outstanding) taken, not done") }
    let waiting = queue.depth > 0 ? ", \(queue.depth) still in it" : ""
    return WaitStory(
      "waits until all items of \(queue.name) are done: \(queue.unfinished) are not\(waiting)",
      holders.isEmpty ? "" : "with", holders)
  }

  private func fill(_ queue: QueueRecord) -> String {
    guard let capacity = queue.capacity else { return "\(queue.depth) in it" }
    return "\(queue.depth) of \(capacity) taken"
  }

  private func parties(of queue: QueueID, _ deeds: (QueueParty) -> Int) -> [WaitStory.Party] {
    analysis.parties(of: queue).filter { deeds($0) > 0 && $0.task != record.id }
      .map { WaitStory.Party(task: $0.task) }
  }
}

// MARK: Tasks, pools, batches, workers

extension WaitTeller {
  private var children: WaitStory {
    let live = analysis.tasks.liveChildren(of: record.id).map { WaitStory.Party(task: $0.id) }
    return WaitStory(
      "waits for the next of its children to end, \(live.count) \(live.count == 1 ? "lives" : "live")",
      "they are", live.reversed())
  }

  private func acquire(_ pool: PoolRecord) -> WaitStory {
    let holders = pool.resources.compactMap { resource in
      resource.holder.map { holder in
        let time = TimeText.short(resource.since.duration(to: analysis.now))
        return WaitStory.Party(
          task: holder, note: resource.isLeaked ? "never gave it back" : "for \(time)")
      }
    }
    let held = pool.capacity.map { "\(pool.inUse) of \($0) held" } ?? "\(pool.inUse) held"
    return WaitStory(
      "waits for \(pool.name), \(held)\(place(in: pool.waiters))",
      holders.isEmpty ? "nobody holds any" : "held by", holders)
  }

  /// A task that came after the open batch was begun is in it; one that came before is in one that is dealt with.
  private func batch(_ batcher: BatcherRecord) -> WaitStory {
    if let open = batcher.open, open.since <= record.since {
      let left = TimeText.short(max(analysis.now.duration(to: open.due), .zero))
      return WaitStory(
        "waits for its batch of \(batcher.name): \(open.fill) of \(batcher.size), due in \(left)",
        progress: Double(open.fill) / Double(max(batcher.size, 1)))
    }
    let batches = batcher.inProcess.map { batch in
      let time = TimeText.short(batch.since.duration(to: analysis.now))
      return WaitStory.Party(task: batch.task, note: "\(batch.size) items for \(time)")
    }
    return WaitStory(
      "waits until its batch of \(batcher.name) is dealt with",
      batches.isEmpty ? "" : "flushed by", batches)
  }

  private var offload: WaitStory {
    let workers = analysis.workers.records.filter(\.isBesideLoop)
    let parties = workers.compactMap { worker in
      worker.occupant.map { occupant in
        let time = TimeText.short(occupant.since.duration(to: analysis.now))
        return WaitStory.Party(
          task: occupant.task, note: "on \(analysis.workers.name(of: worker.id)) for \(time)")
      }
    }
    return WaitStory(
      "waits for a worker beside the loop, \(parties.count) of \(workers.count) compute",
      parties.isEmpty ? "" : "held by", parties)
  }
}
