import WeirAnalysis
import WeirEvents
import WeirScreen

/// Explains a wait: what the task waits for, its place among the waiting tasks, and which tasks
/// could end the wait.
struct WaitExplainer {
  let record: TaskRecord
  let analysis: Analysis
  var times = ClockText.elapsed

  func explanation(of wait: Wait) -> WaitExplanation {
    switch wait {
    case .sleep(.endOfTime): WaitExplanation(WaitWords.sleepForever.story(""))
    case .sleep(let until): sleep(until)
    case .queuePut(let id): analysis.queues[id].map(put) ?? unknown(wait)
    case .queueGet(let id): analysis.queues[id].map(get) ?? unknown(wait)
    case .join(let id): analysis.queues[id].map(join) ?? unknown(wait)
    case .child(let child): WaitExplanation(words(wait), relation(.child), [.init(task: child)])
    case .children(let awaited): children(wait, awaited.tasks)
    case .poolAcquire(let id): analysis.pools[id].map(acquire) ?? unknown(wait)
    case .batch(let id): analysis.batchers[id].map(batch) ?? unknown(wait)
    case .offload: offload
    case .work, .other: WaitExplanation(words(wait))
    }
  }

  private func words(_ wait: Wait) -> String { wait.kind.words.story(wait.name(in: analysis)) }

  private func relation(_ kind: WaitKind) -> String { kind.words.resolvers.relation }

  /// An explanation with the tasks at the other end of a queue, or with the words for none if it is
  /// known that all of them have ended. Callbacks, which belong to no task, may be there, too.
  private func explanation(
    _ sentence: String, otherEnd wait: Wait, _ resolvers: [WaitExplanation.Resolver]
  ) -> WaitExplanation {
    guard resolvers.isEmpty, !analysis.isAbandoned(wait) else {
      return explanation(sentence, wait.kind, resolvers)
    }
    return WaitExplanation(sentence)
  }

  /// An explanation with the tasks that could end the wait, or with the words for none.
  private func explanation(
    _ sentence: String, _ kind: WaitKind, _ resolvers: [WaitExplanation.Resolver]
  ) -> WaitExplanation {
    let words = kind.words.resolvers
    return WaitExplanation(sentence, resolvers.isEmpty ? words.none : words.relation, resolvers)
  }

  private func unknown(_ wait: Wait) -> WaitExplanation { WaitExplanation(wait.kind.words.gone) }

  private func sleep(_ until: VirtualInstant) -> WaitExplanation {
    let left = TimeText.short(max(analysis.now.duration(to: until), .zero))
    let progress = TimeProgress(from: record.since, to: until, at: analysis.now).share
    let clock = times.short(until)
    let activity = Activity(record)
    let sentence =
      switch activity {
      case .backingOff: "waits before attempt \(record.attempt?.number ?? 0) until \(clock)"
      case .cleaningUp: "cleans up until \(clock)"
      default: WaitText.words(.sleep(until: until), activity).story(clock)
      }
    return WaitExplanation("\(sentence), \(left) left", progress: progress)
  }

  /// `, 2 of 3 in line`; empty if no other task waits.
  private func place(in line: some RandomAccessCollection<TaskID>) -> String {
    guard line.count > 1, let index = line.firstIndex(of: record.id) else { return "" }
    return ", \(line.distance(from: line.startIndex, to: index) + 1) of \(line.count) in line"
  }
}

// MARK: Queues

extension WaitExplainer {
  private func put(_ queue: QueueRecord) -> WaitExplanation {
    explanation(
      "\(words(.queuePut(queue.id))), \(fill(queue))\(place(in: queue.putters))",
      otherEnd: .queuePut(queue.id), resolvers(of: queue.id) { $0.takes })
  }

  private func get(_ queue: QueueRecord) -> WaitExplanation {
    explanation(
      "\(words(.queueGet(queue.id)))\(place(in: queue.getters))",
      otherEnd: .queueGet(queue.id), resolvers(of: queue.id) { $0.puts })
  }

  private func join(_ queue: QueueRecord) -> WaitExplanation {
    let holders = analysis.users(of: queue.id).filter { $0.outstanding > 0 }
      .map { WaitExplanation.Resolver(task: $0.task, note: "\($0.outstanding) taken, not done") }
    let waiting = queue.depth > 0 ? ", \(queue.depth) still in it" : ""
    return explanation(
      "\(words(.join(queue.id))): \(queue.unfinished) are not\(waiting)", .join, holders)
  }

  private func fill(_ queue: QueueRecord) -> String {
    guard let capacity = queue.capacity else { return "\(queue.depth) in it" }
    return "\(queue.depth) of \(capacity) taken"
  }

  private func resolvers(of queue: QueueID, _ uses: (QueueUser) -> Int) -> [WaitExplanation
    .Resolver]
  {
    analysis.users(of: queue).filter { uses($0) > 0 && $0.task != record.id }
      .map { WaitExplanation.Resolver(task: $0.task) }
  }
}

// MARK: Tasks, pools, batches, workers

extension WaitExplainer {
  private func children(_ wait: Wait, _ awaited: [TaskID]) -> WaitExplanation {
    let named = awaited.filter { analysis.tasks[$0]?.isLive == true }
    guard named.allSatisfy({ analysis.tasks[$0]?.parent == record.id }) else {
      let count = awaited.count < AwaitedTasks.limit ? ", \(named.count) live" : ""
      return WaitExplanation(
        "waits for other tasks to end\(count)", relation(.children),
        named.map { WaitExplanation.Resolver(task: $0) })
    }
    let live = analysis.tasks.liveChildren(of: record.id).map {
      WaitExplanation.Resolver(task: $0.id)
    }
    return WaitExplanation(
      "\(words(wait)), \(live.count) live",
      relation(.children), live.reversed())
  }

  private func acquire(_ pool: PoolRecord) -> WaitExplanation {
    let holders = pool.resources.compactMap { resource in
      resource.holder.map { holder in
        let time = TimeText.short(resource.since.duration(to: analysis.now))
        return WaitExplanation.Resolver(
          task: holder, note: resource.isLeaked ? "never released it" : "for \(time)")
      }
    }
    let held = pool.capacity.map { "\(pool.inUse) of \($0) held" } ?? "\(pool.inUse) held"
    return explanation(
      "\(words(.poolAcquire(pool.id))), \(held)\(place(in: pool.waiters))", .poolAcquire, holders)
  }

  /// A task that started to wait after the open batch was opened is in it; one that came before is
  /// in a batch in process.
  private func batch(_ batcher: BatcherRecord) -> WaitExplanation {
    if let open = batcher.open, open.since <= record.since {
      let left = TimeText.short(max(analysis.now.duration(to: open.due), .zero))
      return WaitExplanation(
        "\(words(.batch(batcher.id))): \(open.fill) of \(batcher.size), due in \(left)",
        progress: Double(open.fill) / Double(max(batcher.size, 1)))
    }
    let batches = batcher.inProcess.map { batch in
      let time = TimeText.short(batch.since.duration(to: analysis.now))
      return WaitExplanation.Resolver(task: batch.task, note: "\(batch.size) items for \(time)")
    }
    return explanation("waits until its batch of \(batcher.name) is processed", .batch, batches)
  }

  private var offload: WaitExplanation {
    if let worker = analysis.backgroundWorker(of: record.id), let occupant = worker.occupant {
      let time = TimeText.short(occupant.since.duration(to: analysis.now))
      let name = analysis.workers.name(of: worker.id)
      return WaitExplanation("waits for its work in \(name), which has run for \(time)")
    }
    let workers = analysis.workers.records.filter(\.isBackground)
    let resolvers = workers.compactMap { worker in
      worker.occupant.map { occupant in
        let time = TimeText.short(occupant.since.duration(to: analysis.now))
        return WaitExplanation.Resolver(
          task: occupant.task, note: "on \(analysis.workers.name(of: worker.id)) for \(time)")
      }
    }
    return explanation(
      "\(words(.offload)), \(resolvers.count) of \(workers.count) compute", .offload, resolvers)
  }
}
