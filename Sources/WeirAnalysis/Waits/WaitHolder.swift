public import WeirEvents

/// A task that could end the wait of another one, such as the holder of a lock.
public struct WaitHolder: Hashable, Sendable {
  /// The task; `.none` if the log does not say which it is.
  public let task: TaskID
  /// Since when it holds what is waited for; `nil` if it holds nothing, as a producer.
  public let since: VirtualInstant?
  /// Whether it has ended without releasing what it held.
  public let hasEnded: Bool

  init(_ task: TaskID, since: VirtualInstant? = nil, hasEnded: Bool = false) {
    self.task = task
    self.since = since
    self.hasEnded = hasEnded
  }
}

extension Analysis {
  /// The tasks that could end the wait of a task, those that have held what it needs longest first;
  /// then in the order of creation. Empty if the task waits for nothing, or for something that no
  /// known task can end.
  ///
  /// Resources: those who hold or open one. A place in a queue: those who take items. An item:
  /// those who put items. A join: those with items not marked done. A task: that task. A background
  /// worker: those for whom one computes, unless the task is one of them.
  ///
  /// - Complexity: O(n log n) in the number of users of what it waits for: for frames and findings.
  public func holders(for task: TaskID) -> [WaitHolder] {
    guard let record = tasks[task], let wait = record.wait else { return [] }
    return holders(of: wait, by: record)
  }

  func holders(of wait: Wait, by record: TaskRecord) -> [WaitHolder] {
    switch wait {
    case .poolAcquire(let pool): pools[pool].map(holders) ?? []
    case .queuePut(let queue): users(of: queue, without: record.id) { $0.takes > 0 }
    case .queueGet(let queue): users(of: queue, without: record.id) { $0.puts > 0 }
    case .join(let queue): users(of: queue, without: record.id) { $0.outstanding > 0 }
    case .child(let child): [WaitHolder(child)]
    case .children(let awaited): children(awaited, of: record)
    case .batch(let batcher):
      (batchers[batcher]?.inProcess ?? []).map { WaitHolder($0.task, since: $0.since) }.ordered
    case .offload:
      backgroundWorker(of: record.id) == nil ? occupants.filter { $0.task != record.id } : []
    case .sleep, .work, .other: []
    }
  }

  private func holders(of pool: PoolRecord) -> [WaitHolder] {
    guard !pool.isReleasedByOthers else { return [] }
    let held = pool.resources.compactMap { resource in
      resource.holder.map {
        WaitHolder($0, since: resource.since, hasEnded: resource.isLeaked || hasEnded($0))
      }
    }
    return (held + pool.openers.map { WaitHolder($0.task, since: $0.since) }).ordered
  }

  private func hasEnded(_ task: TaskID) -> Bool { tasks[task].map { !$0.isLive } ?? false }

  private func users(
    of queue: QueueID, without task: TaskID, _ isMeant: (QueueUser) -> Bool
  ) -> [WaitHolder] {
    users(of: queue).filter { $0.task != task && isMeant($0) }.map { WaitHolder($0.task) }
  }

  private func children(_ awaited: AwaitedTasks, of record: TaskRecord) -> [WaitHolder] {
    let named = awaited.tasks
    guard named.isEmpty else {
      return named.filter { tasks[$0]?.isLive == true }.map { WaitHolder($0) }
    }
    return tasks.liveChildren(of: record.id).map { WaitHolder($0.id) }.reversed()
  }

  /// The background worker that computes for a task; `nil` if none does.
  ///
  /// - Complexity: Linear in the number of workers: for frames.
  public func backgroundWorker(of task: TaskID) -> WorkerRecord? {
    workers.records.first { $0.isBackground && $0.occupant?.task == task }
  }

  private var occupants: [WaitHolder] {
    workers.records.filter(\.isBackground).compactMap(\.occupant)
      .map { WaitHolder($0.task, since: $0.since) }.ordered
  }
}

extension [WaitHolder] {
  /// Those that have held it longest first.
  fileprivate var ordered: [WaitHolder] {
    sorted { ($0.since ?? .endOfTime, $0.task) < ($1.since ?? .endOfTime, $1.task) }
  }
}
