public import WeirEvents

/// A task that waits although nothing can ever wake it.
public struct BlockedTask: Hashable, Sendable, CustomStringConvertible {
  public let id: TaskID
  public let name: Label
  /// What it waits for; none where it waits for something that no pattern knows of.
  public let wait: Wait?

  public var description: String {
    guard let wait else { return "\(name) waits" }
    return "\(name) \(wait.kind.words.short(wait.name(in: Numbers())))"
  }

  /// An engine knows numbers and no names.
  private struct Numbers: WaitNames {
    func name(of queue: QueueID) -> String { "queue \(queue.rawValue)" }

    func name(of task: TaskID) -> String { "task \(task.rawValue)" }

    func name(of worker: WorkerID) -> String { "worker \(worker.rawValue)" }

    func name(of pool: PoolID) -> String { "a resource of pool \(pool.rawValue)" }

    func name(of batcher: BatcherID) -> String { "batcher \(batcher.rawValue)" }

    func name(of instant: VirtualInstant) -> String { "\(instant.seconds) s" }
  }
}
