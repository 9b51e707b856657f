/// Names what tasks wait for, in sentences.
public protocol WaitNames {
  /// The name of a queue.
  func name(of queue: QueueID) -> String
  /// The name of a task.
  func name(of task: TaskID) -> String
  /// The name of a worker.
  func name(of worker: WorkerID) -> String
  /// The name of a pool.
  func name(of pool: PoolID) -> String
  /// The name of a batcher.
  func name(of batcher: BatcherID) -> String
  /// The words for an instant.
  func name(of instant: VirtualInstant) -> String
}

extension Wait {
  /// The name of what is waited for; `nil` if it has none, as the end of a sleep.
  public func place(in names: some WaitNames) -> String? {
    switch self {
    case .queuePut(let id), .queueGet(let id), .join(let id): names.name(of: id)
    case .child(let id): names.name(of: id)
    case .work(let id): names.name(of: id)
    case .poolAcquire(let id): names.name(of: id)
    case .batch(let id): names.name(of: id)
    case .other(let what): what.description
    case .sleep, .children, .offload: nil
    }
  }

  /// The name that the forms of `WaitWords` take: of what is waited for, or the end of a sleep;
  /// empty if there is none.
  public func name(in names: some WaitNames) -> String {
    if case .sleep(let until) = self { return names.name(of: until) }
    return place(in: names) ?? ""
  }
}
