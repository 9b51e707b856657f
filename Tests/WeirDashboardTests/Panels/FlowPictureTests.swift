import Testing
import WeirTrace

@testable import WeirDashboard

/// The pictures of the patterns, each at the size that it has on the smallest common screen, and on a large one.
@Suite struct FlowPictureTests {
  private static let sizes = [(46, 7), (70, 11)]

  private func check(
    _ name: String, _ script: Script, until instant: Int64, knobs: [Knob] = [],
    values: [KnobValue] = []
  ) throws {
    let scene = script.scene(until: instant, knobs: knobs, values: values)
    // At no size may a picture fail.
    for columns in 0...60 {
      for rows in 0...12 { _ = scene.text(columns, rows) }
    }
    let pictures = FlowPictureTests.sizes.map { scene.text($0, $1) }
    try Golden("flow-\(name)").check(pictures.joined(separator: "\n\n"))
  }

  @Test func `a pool with holders, an idle connection, a leak and a line`() throws {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .poolCreated(pool, name: Label("connections"), capacity: 4),
      .born(2, "arrivals"), .sleeps(2, until: 5000), .sleeps(1, until: 9000))
    for number in 1...4 as ClosedRange<UInt32> {
      let task = TaskID(10 + number)
      script.at(
        Int64(number) * 100, .born(10 + number, "request-\(number)"), .requestStarted(task),
        .connectionOpened(pool, by: task, resource: ResourceID(number)),
        .resourceAcquired(pool, by: task, resource: ResourceID(number)),
        .sleeps(10 + number, until: 1000 + Int64(number) * 400))
    }
    script.at(
      500, .resourceReleased(pool, by: TaskID(11), resource: ResourceID(1)),
      .requestEnded(TaskID(11), .completed), .taskFinished(TaskID(11), .completed, error: .empty),
      .taskFinished(TaskID(12), .failed, error: Symbol("E")),
      .resourceLeaked(pool, by: TaskID(12), resource: ResourceID(2)))
    script.at(
      600, .born(15, "request-5"), .requestStarted(TaskID(15)), .waits(15, .poolAcquire(pool)),
      .born(16, "request-6"), .requestStarted(TaskID(16)), .waits(16, .poolAcquire(pool)))
    let knob = Knob(
      name: "idle-timeout", unit: "", kind: .duration(.zero...(.seconds(60))), help: "")
    try check("pool", script, until: 1200, knobs: [knob], values: [.duration(.seconds(2))])
  }

  @Test func `users of a resource in each stage of the bracket`() throws {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .poolCreated(pool, name: Label("files"), capacity: 3),
      .sleeps(1, until: 9000))
    for number in 2...6 as ClosedRange<UInt32> {
      script.at(0, .born(number, "user-\(number - 1)"), .requestStarted(TaskID(number)))
    }
    script.at(
      100, .resourceAcquired(pool, by: TaskID(2), resource: ResourceID(1)), .sleeps(2, until: 1100))
    script.at(
      200, .resourceAcquired(pool, by: TaskID(3), resource: ResourceID(2)), .sleeps(3, until: 400))
    script.at(
      400, .taskBecameReady(TaskID(3)), .taskResumed(TaskID(3)), .sleeps(3, until: 900),
      .sleeps(4, until: 1000), .waits(5, .poolAcquire(pool)),
      .requestEnded(TaskID(6), .completed), .sleeps(6, until: 700))
    try check("resource", script, until: 600)
  }

  @Test func `callers that try, wait to try again, and rest`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 9000))
    for number in 2...5 as ClosedRange<UInt32> {
      let task = TaskID(number)
      script.at(
        0, .born(number, "caller-\(number - 1)"), .requestStarted(task),
        .attemptStarted(task, attempt: 1), .sleeps(number, until: 600))
    }
    script.at(
      200, .retryScheduled(TaskID(3), attempt: 2, delay: .milliseconds(800)),
      .sleeps(3, until: 1000), .retryScheduled(TaskID(4), attempt: 2, delay: .milliseconds(10)),
      .attemptStarted(TaskID(4), attempt: 2),
      .retryScheduled(TaskID(4), attempt: 3, delay: .milliseconds(10)),
      .attemptStarted(TaskID(4), attempt: 3), .sleeps(4, until: 700),
      .retriesExhausted(TaskID(5), attempts: 1, cause: .budget),
      .requestEnded(TaskID(5), .failed), .sleeps(5, until: 500))
    let knob = Knob(name: "attempts", unit: "", kind: .count(1...9, step: 1), help: "")
    try check("retries", script, until: 400, knobs: [knob], values: [.count(4)])
  }

  @Test func `deadlines that burn down, and the way of a request to stop`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 9000))
    for number in 2...5 as ClosedRange<UInt32> {
      let (task, operation) = (TaskID(number), TaskID(10 + number))
      let deadline = VirtualInstant(nanoseconds: Int64(number) * 400_000_000)
      script.at(
        0, .born(number, "caller-\(number - 1)"), .requestStarted(task),
        .timeoutArmed(TimeoutID(UInt64(number)), by: task, deadline: deadline),
        .born(10 + number, "operation-\(number - 1)", parent: number),
        .sleeps(10 + number, until: 3000), .waits(number, .child(operation)))
    }
    script.at(
      800, .timeoutFired(TimeoutID(2), by: TaskID(2)),
      .cancellationRequested(TaskID(12), by: TaskID(2)))
    script.at(
      1200, .timeoutFired(TimeoutID(3), by: TaskID(3)),
      .cancellationRequested(TaskID(13), by: TaskID(3)), .cancellationNoticed(TaskID(13)),
      .cleanupStarted(TaskID(13)), .sleeps(13, until: 1600))
    try check("deadlines", script, until: 1300)
  }

  @Test func `a batch that fills, and batches in process`() throws {
    let (batcher, pool) = (BatcherID(1), PoolID(1))
    var script = Script()
    script.at(
      0, .born(1, "main"),
      .batcherCreated(batcher, name: Label("writes"), size: 8, linger: .seconds(1)),
      .poolCreated(pool, name: Label("backend"), capacity: 2), .born(2, "source"),
      .sleeps(2, until: 900))
    script.at(100, .batchOpened(batcher, by: TaskID(2), due: .init(nanoseconds: 1_100_000_000)))
    for number in 1...5 as ClosedRange<UInt32> {
      script.at(
        100, .born(10 + number, "item-\(number)"), .requestStarted(TaskID(10 + number)),
        .itemBatched(batcher, by: TaskID(10 + number), size: number),
        .waits(10 + number, .batch(batcher)))
    }
    script.at(
      200, .born(30, "flush-1"),
      .resourceAcquired(pool, by: TaskID(30), resource: ResourceID(1)), .sleeps(30, until: 900))
    script.at(
      300, .batchFlushed(batcher, by: TaskID(30), size: 5, cause: .linger),
      .batchOpened(batcher, by: TaskID(2), due: .init(nanoseconds: 1_300_000_000)),
      .itemBatched(batcher, by: TaskID(2), size: 3))
    try check("batch", script, until: 700)
  }

  @Test func `a fan of children that run, are over, and are yet to begin`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "gather-3"), .waits(1, .child(TaskID(2))))
    for number in 1...6 as ClosedRange<UInt32> {
      script.at(
        0, .born(10 + number, "worker-\(number)", parent: 2),
        .sleeps(10 + number, until: Int64(number) * 300))
    }
    script.at(0, .waits(2, .children))
    script.at(300, .taskFinished(TaskID(11), .completed, error: .empty))
    script.at(
      600, .taskFinished(TaskID(12), .failed, error: Symbol("E")),
      .cancellationRequested(TaskID(13), by: TaskID(2)),
      .taskFinished(TaskID(13), .cancelled, error: .empty))
    let knob = Knob(name: "tasks", unit: "", kind: .count(1...64, step: 1), help: "")
    try check("gather", script, until: 700, knobs: [knob], values: [.count(9)])
  }

  @Test func `of one who gathers again and again only the last children are shown`() {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "gather-1"))
    for task in [11, 12] as [UInt32] {
      script.at(0, .born(task, "worker-\(task - 10)", parent: 2))
      script.at(100, .taskFinished(TaskID(task), .completed, error: .empty))
    }
    #expect(script.scene(until: 200).text(70, 7).contains("✓ finished     2"))
    script.at(300, .born(13, "worker-1", parent: 2))
    #expect(script.scene(until: 400).text(70, 7).contains("✓ finished     0"))
  }

  private func service(_ script: inout Script) {
    let (queue, pool, batcher) = (QueueID(1), PoolID(1), BatcherID(1))
    script.at(
      0, .born(1, "main"),
      .queueCreated(queue, name: Label("intake"), capacity: 12, overflow: .block),
      .poolCreated(pool, name: Label("database"), capacity: 3),
      .batcherCreated(batcher, name: Label("writes"), size: 8, linger: .seconds(1)))
    for number in 1...6 as ClosedRange<UInt32> {
      script.at(
        0, .born(10 + number, "client-\(number)"), .requestStarted(TaskID(10 + number)),
        .itemEnqueued(queue, by: TaskID(10 + number), item: ItemID(UInt64(number)), depth: number),
        .sleeps(10 + number, until: 900))
    }
    for number in 1...3 as ClosedRange<UInt32> {
      script.at(
        100, .born(20 + number, "worker-\(number)"), .requestStarted(TaskID(20 + number)),
        .attemptStarted(TaskID(20 + number), attempt: 1),
        .resourceAcquired(pool, by: TaskID(20 + number), resource: ResourceID(number)),
        .sleeps(20 + number, until: 800))
    }
    script.at(
      200, .retryScheduled(TaskID(21), attempt: 2, delay: .seconds(1)), .sleeps(21, until: 1200),
      .batchOpened(batcher, by: TaskID(22), due: .init(nanoseconds: 1_100_000_000)),
      .itemBatched(batcher, by: TaskID(22), size: 3))
  }

  @Test func `a service, part by part`() throws {
    var script = Script()
    service(&script)
    try check("service", script, until: 600)
  }

  @Test func `a shutdown that drains`() throws {
    let queue = QueueID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "server-1"), .born(3, "load-1"), .born(4, "worker-1"),
      .born(5, "worker-2"),
      .queueCreated(queue, name: Label("intake"), capacity: 8, overflow: .block))
    for number in 1...5 as ClosedRange<UInt32> {
      script.at(
        100, .itemEnqueued(queue, by: TaskID(3), item: ItemID(UInt64(number)), depth: number))
    }
    script.at(
      200, .itemDequeued(queue, by: TaskID(4), item: ItemID(1), depth: 4), .sleeps(4, until: 900),
      .sleeps(3, until: 600), .waits(5, .queueGet(queue)), .waits(2, .join(queue)))
    script.at(
      300,
      .shutdownPhaseBegan(
        by: TaskID(2), .stopIntake, remaining: 5, until: .init(nanoseconds: 300_000_000)),
      .shutdownPhaseBegan(
        by: TaskID(2), .drain, remaining: 5, until: .init(nanoseconds: 2_300_000_000)))
    try check("shutdown", script, until: 800)
  }
}
