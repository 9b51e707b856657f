public import WeirEvents

/// A task that waits although nothing can ever wake it.
public struct BlockedTask: Hashable, Sendable, CustomStringConvertible {
  public let id: TaskID
  public let name: Label
  /// What it waits for; none where it waits for something that no pattern knows of.
  public let wait: Wait?

  public var description: String {
    switch wait {
    case .sleep(let until): "\(name) sleeps until \(until.seconds) s"
    case .queuePut(let queue): "\(name) waits for a place in queue \(queue.rawValue)"
    case .queueGet(let queue): "\(name) waits for an item from queue \(queue.rawValue)"
    case .join(let queue): "\(name) waits until queue \(queue.rawValue) is done"
    case .child(let task): "\(name) waits for the end of task \(task.rawValue)"
    case .work(let worker): "\(name) computes on worker \(worker.rawValue)"
    case .poolAcquire(let pool): "\(name) waits for a resource of pool \(pool.rawValue)"
    case .batch(let batcher): "\(name) waits for a batch of batcher \(batcher.rawValue)"
    case .children: "\(name) waits for its children"
    case .offload: "\(name) waits for a worker to compute on"
    case .other(let what): "\(name) waits for \(what)"
    case nil: "\(name) waits"
    }
  }
}
