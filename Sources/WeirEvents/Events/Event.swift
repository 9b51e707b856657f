/// One thing that happened in a run, and when.
///
/// Events are facts in the past tense. They are the engine's only output: the dashboard, the
/// metrics, the lints and the log read nothing else. An event is trivially copied, since a busy run
/// makes millions a second.
public struct Event: Sendable, Equatable {
  /// When it happened. A log of a real program may report an event late, in a snapshot for example;
  /// its instant is then earlier than that of the event before it.
  public var instant: VirtualInstant
  /// What happened.
  public var kind: Kind

  /// Something that happened at an instant.
  @inlinable
  public init(_ instant: VirtualInstant, _ kind: Kind) {
    self.instant = instant
    self.kind = kind
  }
}

extension Event {
  /// What happened, grouped by what it happened to.
  ///
  /// Each group is an enum of its own, in a file that also defines how it is written: its number in
  /// the digest, its name and its keys.
  public enum Kind: Sendable, Equatable {
    /// To a task.
    case task(TaskID, TaskEvent)
    /// To a queue and its items.
    case queue(QueueID, QueueEvent)
    /// To a deadline of a task's work.
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
