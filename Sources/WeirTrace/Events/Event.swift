/// One thing that happened in a run, and when.
///
/// Events are facts in the past tense. They are the only thing that leaves the engine: the dashboard, the metrics, the
/// lints and the log read them and nothing else. An event is trivially copied, since a busy run makes millions a second.
public struct Event: Sendable, Equatable {
  public var instant: VirtualInstant
  public var kind: Kind

  @inlinable
  public init(_ instant: VirtualInstant, _ kind: Kind) {
    self.instant = instant
    self.kind = kind
  }
}

extension Event {
  /// What happened.
  public enum Kind: Sendable, Equatable {
    /// A task exists from now on; its parent started it.
    case taskCreated(TaskID, name: Label, role: Symbol, parent: TaskID)
    /// What the task waited for has come; it will run as soon as a worker is free.
    case taskBecameReady(TaskID)
    /// The task runs.
    case taskResumed(TaskID)
    /// The task gave up its worker to wait for something (or, with `Wait.work`, holds its worker and computes).
    case taskSuspended(TaskID, on: Wait, at: CallSite)
    /// The task ended; `error` is empty unless it failed.
    case taskFinished(TaskID, TaskOutcome, error: Symbol)

    /// Someone asked the task to stop.
    case cancellationRequested(TaskID, by: TaskID)
    /// The request ended something that the task was waiting for.
    case cancellationNoticed(TaskID)
    /// The task, asked to stop, began to put its things in order; further requests don't disturb it.
    case cleanupStarted(TaskID)
    /// The task's things are in order.
    case cleanupEnded(TaskID)

    /// A queue exists from now on; without a capacity it is unlimited.
    case queueCreated(QueueID, name: Label, capacity: UInt32?, overflow: OverflowPolicy)
    /// The queue's limit or its overflow policy was changed.
    case queueReconfigured(QueueID, capacity: UInt32?, overflow: OverflowPolicy)
    /// The queue took an item in. Handed straight to a waiting consumer it takes no place: `depth`, the number of
    /// items that wait afterwards, is then what it was.
    case itemEnqueued(QueueID, by: TaskID, item: ItemID, depth: UInt32)
    /// A task took an item out; `depth` items wait afterwards.
    case itemDequeued(QueueID, by: TaskID, item: ItemID, depth: UInt32)
    /// An item was given up; `by` is the task whose call made it so, and `depth` items wait afterwards.
    case itemDropped(QueueID, by: TaskID, item: ItemID, cause: DropCause, depth: UInt32)
    /// A task called one item done; `unfinished` items have been taken in and are not done.
    case itemDone(QueueID, by: TaskID, unfinished: UInt32)
    /// The queue takes nothing more in.
    case queueClosed(QueueID)

    /// Work of a task has to end by `deadline`.
    case timeoutArmed(TimeoutID, by: TaskID, deadline: VirtualInstant)
    /// The work ended in time.
    case timeoutMet(TimeoutID, by: TaskID)
    /// The deadline passed; the work is asked to stop.
    case timeoutFired(TimeoutID, by: TaskID)
    /// Something else ended the work before its deadline: an error, or a cancellation from outside.
    case timeoutCancelled(TimeoutID, by: TaskID)
    /// Work whose deadline had passed came to its end. What lies between is wasted.
    case timedOutWorkEnded(TimeoutID, by: TaskID)

    /// A pool of connections, or a kind of resource, exists from now on; without a capacity it is unlimited.
    case poolCreated(PoolID, name: Label, capacity: UInt32?)
    /// The pool's limit was changed.
    case poolReconfigured(PoolID, capacity: UInt32?)
    /// A task holds a resource of the pool from now on.
    case resourceAcquired(PoolID, by: TaskID, resource: ResourceID)
    /// A task gave the resource back.
    case resourceReleased(PoolID, by: TaskID, resource: ResourceID)
    /// The task that holds the resource ended, and can never give it back.
    case resourceLeaked(PoolID, by: TaskID, resource: ResourceID)
    /// A task gave up waiting for a resource of the pool: its time was up.
    case acquireTimedOut(PoolID, by: TaskID)
    /// The pool has one connection more, which the task has opened.
    case connectionOpened(PoolID, by: TaskID, resource: ResourceID)
    /// The pool has one connection less.
    case connectionClosed(PoolID, by: TaskID, resource: ResourceID, cause: CloseCause)
    /// The pool gives nothing more out.
    case poolClosed(PoolID)

    /// A batcher exists from now on: it flushes a batch of `size` items, or one that is `linger` old.
    case batcherCreated(BatcherID, name: Label, size: UInt32, linger: Duration)
    /// The batcher's limits were changed.
    case batcherReconfigured(BatcherID, size: UInt32, linger: Duration)
    /// A task began a new batch, which is flushed at `due` at the latest.
    case batchOpened(BatcherID, by: TaskID, due: VirtualInstant)
    /// A task added an item to the open batch, which holds `size` items afterwards.
    case itemBatched(BatcherID, by: TaskID, size: UInt32)
    /// A task took its item back out of the open batch, which holds `size` items afterwards; with none left it is closed.
    case itemWithdrawn(BatcherID, by: TaskID, size: UInt32)
    /// The open batch is handed on to be dealt with.
    case batchFlushed(BatcherID, by: TaskID, size: UInt32, cause: FlushCause)
    /// A batch of that many items, flushed before, has been dealt with.
    case batchEnded(BatcherID, by: TaskID, size: UInt32)

    /// A task began a piece of work for which somebody waits; it makes one at a time.
    case requestStarted(TaskID)
    /// The work has an answer, or is given up.
    case requestEnded(TaskID, TaskOutcome)

    /// A task tries something that may fail, for the first time or again; counted from 1.
    case attemptStarted(TaskID, attempt: UInt32)
    /// The task will try once more, with this attempt, after a delay.
    case retryScheduled(TaskID, attempt: UInt32, delay: Duration)
    /// The task gives up after so many attempts.
    case retriesExhausted(TaskID, attempts: UInt32, cause: ExhaustionCause)

    /// A task met an error.
    case errorThrown(TaskID, error: Symbol)
    /// The task dealt with it.
    case errorCaught(TaskID, error: Symbol)
    /// The task failed, and nobody can ever see why: its handle is gone and nobody waits for its end.
    case errorUnobserved(TaskID, error: Symbol)

    /// A graceful shutdown went on to its next phase; `remaining` pieces of work are not done, and the phase ends at
    /// `until` at the latest.
    case shutdownPhaseBegan(
      by: TaskID, ShutdownPhase, remaining: UInt32, until: VirtualInstant)

    /// A worker beside the loop exists from now on, for computations that would block it.
    case workerCreated(WorkerID, name: Label)
    /// A task computes on a worker, which can run nothing else meanwhile.
    case workerOccupied(WorkerID, by: TaskID)
    /// The computation ended.
    case workerFreed(WorkerID, by: TaskID)

    /// A person set a knob; `value` as it is written on the command line.
    case parameterChanged(name: Symbol, value: Symbol)
    /// A person switched to a pitfall, or, with the empty symbol, to the right form.
    case pitfallSwitched(name: Symbol)
    /// A person set off what the scenario names so.
    case triggered(name: Symbol)
    /// A person marked this instant.
    case markerSet(name: Symbol)
  }
}
