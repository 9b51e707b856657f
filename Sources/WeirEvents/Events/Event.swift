/// One thing that happened in a run, and when.
///
/// Events are facts in the past tense. They are the only thing that leaves the engine: the dashboard, the metrics, the
/// lints and the log read them and nothing else. An event is trivially copied, since a busy run makes millions a second.
public struct Event: Sendable, Equatable {
  /// When it happened. A log of a real program may tell an event late, within a snapshot for
  /// example: then its instant is earlier than that of the event before.
  public var instant: VirtualInstant
  public var kind: Kind

  @inlinable
  public init(_ instant: VirtualInstant, _ kind: Kind) {
    self.instant = instant
    self.kind = kind
  }
}

extension Event {
  /// What happened, by what it happened to.
  ///
  /// What can happen to each is an enum of its own, in a file that also says how it is written: its
  /// number in the digest, its name and its keys.
  public enum Kind: Sendable, Equatable {
    /// To a task.
    case task(TaskID, TaskEvent)
    /// To a queue and its items.
    case queue(QueueID, QueueEvent)
    /// To a deadline for work of a task.
    case timeout(TimeoutID, TimeoutEvent)
    /// To a pool of connections, or a kind of resource.
    case pool(PoolID, PoolEvent)
    /// To a batcher and its open batch.
    case batch(BatcherID, BatchEvent)
    /// To a request that a task makes, and to its attempts.
    case request(TaskID, RequestEvent)
    /// To an error that a task met.
    case error(TaskID, ErrorEvent)
    /// To a graceful shutdown that a task carries out.
    case shutdown(TaskID, ShutdownEvent)
    /// To a worker that runs tasks.
    case worker(WorkerID, WorkerEvent)
    /// To the run, from outside: what a user did.
    case input(InputEvent)
    /// To the stream of events itself: what its source says about it.
    case source(SourceEvent)
  }
}
