import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

/// The pictures of the patterns, each at its size on the smallest common screen and on a large one.
@Suite struct FlowPictureTests {
  private static let sizes = [(46, 7), (70, 11)]

  private func check(
    _ name: String, _ picture: ScenarioDescription.Picture, _ script: Script,
    until instant: Int64, knobs: [Knob] = [], values: [ParameterValue] = []
  ) throws {
    let scene = script.scene(until: instant, picture, knobs: knobs, values: values)
    // No size may make a picture fail.
    for columns in 0...60 {
      for rows in 0...12 { _ = scene.text(columns, rows) }
    }
    let pictures = FlowPictureTests.sizes.map { scene.text($0, $1) }
    try Golden("flow-\(name)").check(pictures.joined(separator: "\n\n"))
  }

  @Test func `a pool with holders, an idle connection, a leak and waiting tasks`() throws {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(pool, .created(name: Label("connections"), capacity: 4)),
      .born(2, "arrivals"), .sleeps(2, until: 5000), .sleeps(1, until: 9000))
    for number in 1...4 as ClosedRange<UInt32> {
      let task = TaskID(10 + number)
      script.at(
        Int64(number) * 100, .born(10 + number, "request-\(number)"), .request(task, .started),
        .pool(pool, .connectionOpened(by: task, resource: ResourceID(number))),
        .pool(pool, .acquired(by: task, resource: ResourceID(number))),
        .sleeps(10 + number, until: 1000 + Int64(number) * 400))
    }
    script.at(
      500, .pool(pool, .released(by: TaskID(11), resource: ResourceID(1))),
      .request(TaskID(11), .ended(.completed)),
      .task(TaskID(11), .finished(.completed, error: .empty)),
      .task(TaskID(12), .finished(.failed, error: Symbol("E"))),
      .pool(pool, .leaked(by: TaskID(12), resource: ResourceID(2))))
    script.at(
      600, .born(15, "request-5"), .request(TaskID(15), .started), .waits(15, .poolAcquire(pool)),
      .born(16, "request-6"), .request(TaskID(16), .started), .waits(16, .poolAcquire(pool)))
    let knob = Knob(
      name: "idle-timeout", unit: "", kind: .duration(.zero...(.seconds(60))), help: "")
    try check(
      "pool", .samplePool, script, until: 1200, knobs: [knob], values: [.duration(.seconds(2))])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt32>)
  func `the picture of a pool of any capacity needs a valid range of rows`(capacity: UInt32) {
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(PoolID(1), .created(name: Label("p"), capacity: capacity)),
      .born(2, "request-1"))
    let picture = script.scene(until: 100, .samplePool).picture
    #expect(picture is PoolFlow)
    let rows = picture.neededRows
    #expect(rows.lowerBound >= 9 && rows.upperBound == 14)
  }

  @Test func `users of a resource in each stage of the bracket`() throws {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(pool, .created(name: Label("files"), capacity: 3)),
      .sleeps(1, until: 9000))
    for number in 2...6 as ClosedRange<UInt32> {
      script.at(0, .born(number, "user-\(number - 1)"), .request(TaskID(number), .started))
    }
    script.at(
      100, .pool(pool, .acquired(by: TaskID(2), resource: ResourceID(1))), .sleeps(2, until: 1100))
    script.at(
      200, .pool(pool, .acquired(by: TaskID(3), resource: ResourceID(2))), .sleeps(3, until: 400))
    script.at(
      400, .task(TaskID(3), .becameReady()), .task(TaskID(3), .resumed),
      .pool(pool, .releasing(by: TaskID(3), resource: ResourceID(2))), .sleeps(3, until: 900),
      .pool(pool, .connectionOpening(by: TaskID(4), resource: ResourceID(3))),
      .sleeps(4, until: 1000), .waits(5, .poolAcquire(pool)),
      .request(TaskID(6), .ended(.completed)), .sleeps(6, until: 700))
    try check("resource", .sampleResource, script, until: 600)
  }

  @Test func `callers that try, wait for a retry, and rest`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 9000))
    for number in 2...5 as ClosedRange<UInt32> {
      let task = TaskID(number)
      script.at(
        0, .born(number, "caller-\(number - 1)"), .request(task, .started),
        .request(task, .attemptStarted(1)), .sleeps(number, until: 600))
    }
    script.at(
      200, .request(TaskID(3), .retryScheduled(attempt: 2, delay: .milliseconds(800))),
      .sleeps(3, until: 1000),
      .request(TaskID(4), .retryScheduled(attempt: 2, delay: .milliseconds(10))),
      .request(TaskID(4), .attemptStarted(2)),
      .request(TaskID(4), .retryScheduled(attempt: 3, delay: .milliseconds(10))),
      .request(TaskID(4), .attemptStarted(3)), .sleeps(4, until: 700),
      .request(TaskID(5), .retriesExhausted(attempts: 1, cause: .budget)),
      .request(TaskID(5), .ended(.failed)), .sleeps(5, until: 500))
    let knob = Knob(name: "attempts", unit: "", kind: .count(1...9, step: 1), help: "")
    try check("retries", .sampleRetries, script, until: 400, knobs: [knob], values: [.count(4)])
  }

  @Test func `deadlines that run out, and the path of a cancellation`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 9000))
    for number in 2...5 as ClosedRange<UInt32> {
      let (task, operation) = (TaskID(number), TaskID(10 + number))
      let deadline = VirtualInstant(nanoseconds: Int64(number) * 400_000_000)
      script.at(
        0, .born(number, "caller-\(number - 1)"), .request(task, .started),
        .timeout(TimeoutID(UInt64(number)), .armed(by: task, deadline: deadline)),
        .born(10 + number, "operation-\(number - 1)", parent: number),
        .sleeps(10 + number, until: 3000), .waits(number, .child(operation)))
    }
    script.at(
      800, .timeout(TimeoutID(2), .fired(by: TaskID(2))),
      .task(TaskID(12), .cancellationRequested(by: TaskID(2))))
    script.at(
      1200, .timeout(TimeoutID(3), .fired(by: TaskID(3))),
      .task(TaskID(13), .cancellationRequested(by: TaskID(3))),
      .task(TaskID(13), .cancellationNoticed),
      .task(TaskID(13), .cleanupStarted), .sleeps(13, until: 1600))
    try check("deadlines", .sampleDeadlines, script, until: 1300)
  }

  @Test func `a batch that fills, and batches in process`() throws {
    let (batcher, pool) = (BatcherID(1), PoolID(1))
    var script = Script()
    script.at(
      0, .born(1, "main"),
      .batch(batcher, .created(name: Label("writes"), linger: .seconds(1), size: 8)),
      .pool(pool, .created(name: Label("backend"), capacity: 2)), .born(2, "source"),
      .sleeps(2, until: 900))
    script.at(100, .batch(batcher, .opened(by: TaskID(2), due: .init(nanoseconds: 1_100_000_000))))
    for number in 1...5 as ClosedRange<UInt32> {
      script.at(
        100, .born(10 + number, "item-\(number)"), .request(TaskID(10 + number), .started),
        .batch(batcher, .itemAdded(by: TaskID(10 + number), size: number)),
        .waits(10 + number, .batch(batcher)))
    }
    script.at(
      200, .born(30, "flush-1"),
      .pool(pool, .acquired(by: TaskID(30), resource: ResourceID(1))), .sleeps(30, until: 900))
    script.at(
      300, .batch(batcher, .flushed(by: TaskID(30), size: 5, cause: .linger)),
      .batch(batcher, .opened(by: TaskID(2), due: .init(nanoseconds: 1_300_000_000))),
      .batch(batcher, .itemAdded(by: TaskID(2), size: 3)))
    try check("batch", .sampleBatches, script, until: 700)
  }

  @Test func `a fan of children that run, have ended, and have not started`() throws {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "gather-3"), .waits(1, .child(TaskID(2))))
    for number in 1...6 as ClosedRange<UInt32> {
      script.at(
        0, .born(10 + number, "worker-\(number)", parent: 2),
        .sleeps(10 + number, until: Int64(number) * 300))
    }
    script.at(0, .waits(2, .children()))
    script.at(300, .task(TaskID(11), .finished(.completed, error: .empty)))
    script.at(
      600, .task(TaskID(12), .finished(.failed, error: Symbol("E"))),
      .task(TaskID(13), .cancellationRequested(by: TaskID(2))),
      .task(TaskID(13), .finished(.cancelled, error: .empty)))
    let knob = Knob(name: "tasks", unit: "", kind: .count(1...64, step: 1), help: "")
    try check("gather", .sampleGathering, script, until: 700, knobs: [knob], values: [.count(9)])
  }

  @Test func `only the children of the latest gathering are shown`() {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "gather-1"))
    for task in [11, 12] as [UInt32] {
      script.at(0, .born(task, "worker-\(task - 10)", parent: 2))
      script.at(100, .task(TaskID(task), .finished(.completed, error: .empty)))
    }
    #expect(script.scene(until: 200, .sampleGathering).text(70, 7).contains("✓ finished     2"))
    script.at(300, .born(13, "worker-1", parent: 2))
    #expect(script.scene(until: 400, .sampleGathering).text(70, 7).contains("✓ finished     0"))
  }

  private func service(_ script: inout Script) {
    let (queue, pool, batcher) = (QueueID(1), PoolID(1), BatcherID(1))
    script.at(
      0, .born(1, "main"),
      .queue(queue, .created(name: Label("intake"), capacity: 12, overflow: .block)),
      .pool(pool, .created(name: Label("database"), capacity: 3)),
      .batch(batcher, .created(name: Label("writes"), linger: .seconds(1), size: 8)))
    for number in 1...6 as ClosedRange<UInt32> {
      script.at(
        0, .born(10 + number, "client-\(number)"), .request(TaskID(10 + number), .started),
        .queue(
          queue, .enqueued(by: TaskID(10 + number), item: ItemID(UInt64(number)), depth: number)),
        .sleeps(10 + number, until: 900))
    }
    for number in 1...3 as ClosedRange<UInt32> {
      script.at(
        100, .born(20 + number, "worker-\(number)"), .request(TaskID(20 + number), .started),
        .request(TaskID(20 + number), .attemptStarted(1)),
        .pool(pool, .acquired(by: TaskID(20 + number), resource: ResourceID(number))),
        .sleeps(20 + number, until: 800))
    }
    script.at(
      200, .request(TaskID(21), .retryScheduled(attempt: 2, delay: .seconds(1))),
      .sleeps(21, until: 1200),
      .batch(batcher, .opened(by: TaskID(22), due: .init(nanoseconds: 1_100_000_000))),
      .batch(batcher, .itemAdded(by: TaskID(22), size: 3)))
  }

  @Test func `a service, part by part`() throws {
    var script = Script()
    service(&script)
    try check("service", .sampleService, script, until: 600)
  }

  @Test func `a shutdown that drains`() throws {
    let queue = QueueID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "server-1"), .born(3, "load-1"), .born(4, "worker-1"),
      .born(5, "worker-2"),
      .queue(queue, .created(name: Label("intake"), capacity: 8, overflow: .block)))
    for number in 1...5 as ClosedRange<UInt32> {
      script.at(
        100, .queue(queue, .enqueued(by: TaskID(3), item: ItemID(UInt64(number)), depth: number)))
    }
    script.at(
      200, .queue(queue, .dequeued(by: TaskID(4), item: ItemID(1), depth: 4)),
      .sleeps(4, until: 900),
      .sleeps(3, until: 600), .waits(5, .queueGet(queue)), .waits(2, .join(queue)))
    script.at(
      300,
      .shutdown(
        TaskID(2), .phaseBegan(.stopIntake, remaining: 5, until: .init(nanoseconds: 300_000_000))),
      .shutdown(
        TaskID(2), .phaseBegan(.drain, remaining: 5, until: .init(nanoseconds: 2_300_000_000))))
    try check("shutdown", .sampleShutdown, script, until: 800)
  }
}
