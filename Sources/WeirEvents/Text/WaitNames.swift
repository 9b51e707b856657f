/// Gives names to what tasks wait for, for sentences.
public protocol WaitNames {
  func name(of queue: QueueID) -> String
  func name(of task: TaskID) -> String
  func name(of worker: WorkerID) -> String
  func name(of pool: PoolID) -> String
  func name(of batcher: BatcherID) -> String
  func name(of instant: VirtualInstant) -> String
}

extension Wait {
  /// The name of what is waited for; nil if it has none, as the end of a sleep.
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

  /// What the forms of `WaitWords` take: the name of what is waited for, of a sleep its end, and
  /// nothing if there is no name.
  public func name(in names: some WaitNames) -> String {
    if case .sleep(let until) = self { return names.name(of: until) }
    return place(in: names) ?? ""
  }
}
