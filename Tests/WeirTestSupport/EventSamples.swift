package import WeirEvents

/// Runs and events for tests of writers and readers.
package enum EventSamples {
  package static let specification = RunSpecification(
    scenario: "producer-consumer", preset: "live", seed: 42,
    parameters: [
      .init(name: "producers", value: .count(4)),
      .init(name: "capacity", value: .unlimited),
      .init(name: "produce-time", value: .time(.exponential(mean: .seconds(1)))),
    ])

  /// One event of each kind, in each form that the kind has.
  package static let kinds: [Event.Kind] =
    tasks + cancellations + queues + timeouts + others + pools + batches + work + realPrograms

  private static let task = TaskID(7)
  private static let queue = QueueID(2)
  private static let pool = PoolID(3)
  private static let resource = ResourceID(4)
  private static let batcher = BatcherID(5)
  private static let site = CallSite("Module/File.swift", 12)
  private static let odd = Symbol("with \"quotes\", \\ and\nlines \u{1} – ö")

  private static let tasks: [Event.Kind] = [
    .task(task, .created(name: Label("producer-3"), role: Symbol("producer"), parent: TaskID(1))),
    .task(TaskID(8), .created(name: Label(odd, 0), role: odd, parent: .none)),
    .task(TaskID(8), .created(name: Label(odd, 12), role: .empty, parent: .none)),
    .task(task, .becameReady()), .task(task, .resumed),
    .task(task, .suspended(on: .sleep(until: VirtualInstant(nanoseconds: .max)), at: site)),
    .task(task, .suspended(on: .queuePut(queue), at: .unknown)),
    .task(task, .suspended(on: .queueGet(queue), at: site)),
    .task(task, .suspended(on: .join(queue), at: site)),
    .task(task, .suspended(on: .child(TaskID(9)), at: site)),
    .task(task, .suspended(on: .work(WorkerID(3)), at: site)),
    .task(task, .suspended(on: .poolAcquire(pool), at: site)),
    .task(task, .suspended(on: .batch(batcher), at: .unknown)),
    .task(task, .suspended(on: .children(), at: site)),
    .task(task, .suspended(on: .offload, at: .unknown)),
    .task(task, .finished(.completed, error: .empty)),
    .task(task, .finished(.failed, error: Symbol("QueueError"))),
    .task(task, .finished(.cancelled, error: .empty)),
    .task(task, .finished(.timedOut, error: .empty)),
  ]

  private static let cancellations: [Event.Kind] = [
    .task(task, .cancellationRequested(by: TaskID(1))), .task(task, .cancellationNoticed),
    .task(task, .cleanupStarted), .task(task, .cleanupEnded),
  ]

  private static let queues: [Event.Kind] =
    [
      .queue(queue, .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(queue, .reconfigured(capacity: nil, overflow: .dropOldest)),
      .queue(queue, .enqueued(by: task, item: ItemID(.max), depth: .max)),
      .queue(queue, .dequeued(by: task, item: ItemID(1), depth: 0)),
      .queue(queue, .done(by: task, item: .unknown, unfinished: 3)), .queue(queue, .closed),
    ]
    + DropCause.allCases.map {
      .queue(queue, .dropped(by: task, item: ItemID(5), cause: $0, depth: 2))
    }
    + OverflowPolicy.allCases.map {
      .queue(queue, .created(name: Label("outlet"), capacity: nil, overflow: $0))
    }

  private static let timeouts: [Event.Kind] = [
    .timeout(TimeoutID(4), .armed(by: task, deadline: VirtualInstant(nanoseconds: 5))),
    .timeout(TimeoutID(4), .met(by: task)), .timeout(TimeoutID(4), .fired(by: task)),
    .timeout(TimeoutID(4), .cancelled(by: task)), .timeout(TimeoutID(.max), .workEnded(by: task)),
  ]

  private static let others: [Event.Kind] = [
    .error(task, .thrown(Symbol("QueueError"))), .error(task, .caught(odd)),
    .worker(WorkerID(1), .occupied(by: task)), .worker(WorkerID(1), .freed(by: task)),
    .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))),
    .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("06"))),
    .input(.parameterChanged(name: Symbol("capacity"), value: Symbol("unlimited"))),
    .input(.pitfallSwitched(name: Symbol("no-cancel"))), .input(.pitfallSwitched(name: .empty)),
    .input(.triggered(name: Symbol("flood"))), .input(.markerSet(name: odd)),
  ]

  private static let realPrograms: [Event.Kind] = [
    .task(task, .created(name: Label("a"), role: .empty, parent: .none, origin: origin)),
    .task(task, .becameReady(by: TaskID(2))), .task(task, .renamed(Label("server-2"))),
    .task(task, .cancellationRequested(by: .none, at: site)),
    .task(task, .cancellationSwallowed(at: site)),
    .task(task, .suspended(on: .children(AwaitedTasks([TaskID(3), TaskID(9)])), at: site)),
    .task(task, .suspended(on: .other(odd), at: site)),
    .queue(
      queue,
      .created(
        name: Label("jobs"), at: site, depth: 3, capacity: nil, overflow: .block, order: .lifo)),
    .queue(queue, .done(by: task, item: ItemID(9), unfinished: 1)),
    .queue(queue, .counted(enqueued: 1, dequeued: 2, done: 3, depth: 4, high: 5)),
    .timeout(TimeoutID(1), .armed(by: task, deadline: VirtualInstant(nanoseconds: 5), at: site)),
    .pool(pool, .created(name: Label("lock"), at: site, capacity: 1, kind: .lock)),
    .pool(pool, .releasing(by: task, resource: resource)),
    .pool(pool, .connectionOpening(by: task, resource: resource)),
    .pool(pool, .openingFailed(by: task)),
    .worker(WorkerID(2), .created(name: Label("loop-2"), isLoop: true)),
    .worker(WorkerID(2), .occupied(by: task, at: site, call: Symbol("time.sleep"))),
    .source(.pulse(written: .max, lost: 2, faults: 3)),
    .source(.snapshotBegan(lost: 5, since: VirtualInstant(nanoseconds: 7))),
    .source(.snapshotEnded(tasks: 8)),
  ]

  private static let origin: TaskOrigin = {
    var details = TaskOrigin.Details()
    details.place = site
    details.worker = WorkerID(2)
    details.isEager = true
    details.isStructured = true
    return TaskOrigin(details)
  }()

  private static let pools: [Event.Kind] =
    [
      .pool(pool, .created(name: Label("backend"), capacity: 4)),
      .pool(pool, .created(name: Label("session-2"), capacity: nil)),
      .pool(pool, .reconfigured(capacity: 0)), .pool(pool, .reconfigured(capacity: nil)),
      .pool(pool, .acquired(by: task, resource: resource)),
      .pool(pool, .released(by: task, resource: resource)),
      .pool(pool, .leaked(by: task, resource: resource)), .pool(pool, .acquireTimedOut(by: task)),
      .pool(pool, .connectionOpened(by: .none, resource: ResourceID(.max))), .pool(pool, .closed),
    ]
    + CloseCause.allCases.map {
      .pool(pool, .connectionClosed(by: task, resource: resource, cause: $0))
    }

  private static let batches: [Event.Kind] =
    [
      .batch(batcher, .created(name: Label("writes"), linger: .milliseconds(20), size: 16)),
      .batch(batcher, .reconfigured(size: .max, linger: .zero)),
      .batch(batcher, .opened(by: task, due: VirtualInstant(nanoseconds: 5))),
      .batch(batcher, .itemAdded(by: task, size: 1)),
      .batch(batcher, .itemWithdrawn(by: task, size: 0)),
      .batch(batcher, .ended(by: .none, size: 16)),
    ] + FlushCause.allCases.map { .batch(batcher, .flushed(by: task, size: 16, cause: $0)) }

  private static let work: [Event.Kind] =
    [
      .request(task, .started), .request(task, .attemptStarted(1)),
      .request(task, .retryScheduled(attempt: 2, delay: .nanoseconds(100_000_001))),
      .error(task, .unobserved(Symbol("NetworkError"))),
      .worker(WorkerID(2), .created(name: Label("offload-1"))),
    ]
    + TaskOutcome.allCases.map { .request(task, .ended($0)) }
    + ExhaustionCause.allCases.map { .request(task, .retriesExhausted(attempts: 3, cause: $0)) }
    + ShutdownPhase.allCases.map {
      .shutdown(task, .phaseBegan($0, remaining: 7, until: VirtualInstant(nanoseconds: 9)))
    }

  package static func batch(_ kinds: [Event.Kind], at seconds: [Double], until end: Double)
    -> EventBatch
  {
    let events = zip(kinds, seconds).map { Event(instant($1), $0) }
    return EventBatch(events: events, now: instant(end), state: .running)
  }

  package static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }
}
