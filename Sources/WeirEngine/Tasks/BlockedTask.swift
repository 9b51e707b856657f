public import WeirEvents

/// A task that waits, although nothing can ever wake it.
public struct BlockedTask: Hashable, Sendable, CustomStringConvertible {
  /// The number of the task.
  public let id: TaskID
  /// The name of the task.
  public let name: Label
  /// What it waits for; `nil` if no pattern knows.
  public let wait: Wait?

  /// The task and what it waits for: `worker-1 waits for a place in queue 2`.
  public var description: String {
    guard let wait else { return "\(name) waits" }
    return "\(name) \(wait.kind.words.short(wait.name(in: Numbers())))"
  }

  /// The engine knows only numbers, no names.
  private struct Numbers: WaitNames {
    func name(of queue: QueueID) -> String { "queue \(queue.rawValue)" }

    func name(of task: TaskID) -> String { "task \(task.rawValue)" }

    func name(of worker: WorkerID) -> String { "worker \(worker.rawValue)" }

    func name(of pool: PoolID) -> String { "a resource of pool \(pool.rawValue)" }

    func name(of batcher: BatcherID) -> String { "batcher \(batcher.rawValue)" }

    func name(of instant: VirtualInstant) -> String { "\(instant.seconds) s" }
  }
}
