import WeirSession
import WeirTrace

/// Runs and events for tests of the log.
enum Samples {
  static let specification = RunSpecification(
    scenario: "producer-consumer", preset: "live", seed: 42,
    parameters: [
      .init(name: "producers", value: .count(4)),
      .init(name: "capacity", value: .unlimited),
      .init(name: "produce-time", value: .time(.exponential(mean: .seconds(1)))),
    ])

  static let header = SessionHeader(
    specification, version: "0.1.0", started: "2026-11-22T09:00:00Z")

  /// One event of each kind, and of each form that a kind has.
  static let kinds: [Event.Kind] =
    tasks + cancellations + queues + timeouts + others + pools + batches + work

  private static let task = TaskID(7)
  private static let queue = QueueID(2)
  private static let pool = PoolID(3)
  private static let resource = ResourceID(4)
  private static let batcher = BatcherID(5)
  private static let site = CallSite("Module/File.swift", 12)
  private static let odd = Symbol("with \"quotes\", \\ and\nlines \u{1} – ö")

  private static let tasks: [Event.Kind] = [
    .taskCreated(task, name: Label("producer-3"), role: Symbol("producer"), parent: TaskID(1)),
    .taskCreated(TaskID(8), name: Label(odd, 0), role: odd, parent: .none),
    .taskBecameReady(task), .taskResumed(task),
    .taskSuspended(task, on: .sleep(until: VirtualInstant(nanoseconds: .max)), at: site),
    .taskSuspended(task, on: .queuePut(queue), at: .unknown),
    .taskSuspended(task, on: .queueGet(queue), at: site),
    .taskSuspended(task, on: .join(queue), at: site),
    .taskSuspended(task, on: .child(TaskID(9)), at: site),
    .taskSuspended(task, on: .work(WorkerID(3)), at: site),
    .taskSuspended(task, on: .poolAcquire(pool), at: site),
    .taskSuspended(task, on: .batch(batcher), at: .unknown),
    .taskSuspended(task, on: .children, at: site),
    .taskSuspended(task, on: .offload, at: .unknown),
    .taskFinished(task, .completed, error: .empty),
    .taskFinished(task, .failed, error: Symbol("QueueError")),
    .taskFinished(task, .cancelled, error: .empty), .taskFinished(task, .timedOut, error: .empty),
  ]

  private static let cancellations: [Event.Kind] = [
    .cancellationRequested(task, by: TaskID(1)), .cancellationNoticed(task),
    .cleanupStarted(task), .cleanupEnded(task),
  ]

  private static let queues: [Event.Kind] =
    [
      .queueCreated(queue, name: Label("intake"), capacity: 16, overflow: .block),
      .queueReconfigured(queue, capacity: nil, overflow: .dropOldest),
      .itemEnqueued(queue, by: task, item: ItemID(.max), depth: .max),
      .itemDequeued(queue, by: task, item: ItemID(1), depth: 0),
      .itemDone(queue, by: task, unfinished: 3), .queueClosed(queue),
    ]
    + DropCause.allCases.map {
      .itemDropped(queue, by: task, item: ItemID(5), cause: $0, depth: 2)
    }
    + OverflowPolicy.allCases.map {
      .queueCreated(queue, name: Label("outlet"), capacity: nil, overflow: $0)
    }

  private static let timeouts: [Event.Kind] = [
    .timeoutArmed(TimeoutID(4), by: task, deadline: VirtualInstant(nanoseconds: 5)),
    .timeoutMet(TimeoutID(4), by: task), .timeoutFired(TimeoutID(4), by: task),
    .timeoutCancelled(TimeoutID(4), by: task), .timedOutWorkEnded(TimeoutID(.max), by: task),
  ]

  private static let others: [Event.Kind] = [
    .errorThrown(task, error: Symbol("QueueError")), .errorCaught(task, error: odd),
    .workerOccupied(WorkerID(1), by: task), .workerFreed(WorkerID(1), by: task),
    .parameterChanged(name: Symbol("consumers"), value: Symbol("6")),
    .parameterChanged(name: Symbol("consumers"), value: Symbol("06")),
    .parameterChanged(name: Symbol("capacity"), value: Symbol("unlimited")),
    .pitfallSwitched(name: Symbol("no-cancel")), .pitfallSwitched(name: .empty),
    .triggered(name: Symbol("flood")), .markerSet(name: odd),
  ]

  private static let pools: [Event.Kind] =
    [
      .poolCreated(pool, name: Label("backend"), capacity: 4),
      .poolCreated(pool, name: Label("session-2"), capacity: nil),
      .poolReconfigured(pool, capacity: 0), .poolReconfigured(pool, capacity: nil),
      .resourceAcquired(pool, by: task, resource: resource),
      .resourceReleased(pool, by: task, resource: resource),
      .resourceLeaked(pool, by: task, resource: resource), .acquireTimedOut(pool, by: task),
      .connectionOpened(pool, by: .none, resource: ResourceID(.max)), .poolClosed(pool),
    ]
    + CloseCause.allCases.map {
      .connectionClosed(pool, by: task, resource: resource, cause: $0)
    }

  private static let batches: [Event.Kind] =
    [
      .batcherCreated(batcher, name: Label("writes"), size: 16, linger: .milliseconds(20)),
      .batcherReconfigured(batcher, size: .max, linger: .zero),
      .batchOpened(batcher, by: task, due: VirtualInstant(nanoseconds: 5)),
      .itemBatched(batcher, by: task, size: 1), .itemWithdrawn(batcher, by: task, size: 0),
      .batchEnded(batcher, by: .none, size: 16),
    ] + FlushCause.allCases.map { .batchFlushed(batcher, by: task, size: 16, cause: $0) }

  private static let work: [Event.Kind] =
    [
      .requestStarted(task), .attemptStarted(task, attempt: 1),
      .retryScheduled(task, attempt: 2, delay: .nanoseconds(100_000_001)),
      .errorUnobserved(task, error: Symbol("NetworkError")),
      .workerCreated(WorkerID(2), name: Label("offload-1")),
    ]
    + TaskOutcome.allCases.map { .requestEnded(task, $0) }
    + ExhaustionCause.allCases.map { .retriesExhausted(task, attempts: 3, cause: $0) }
    + ShutdownPhase.allCases.map {
      .shutdownPhaseBegan(by: task, $0, remaining: 7, until: VirtualInstant(nanoseconds: 9))
    }

  static func batch(_ kinds: [Event.Kind], at seconds: [Double], until end: Double) -> EventBatch {
    let events = zip(kinds, seconds).map { Event(instant($1), $0) }
    return EventBatch(events: events, now: instant(end), state: .running)
  }

  static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }
}
