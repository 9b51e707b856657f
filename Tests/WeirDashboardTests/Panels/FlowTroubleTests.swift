import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

/// What the pictures show when things go wrong, which is when users need them most.
@Suite struct FlowTroubleTests {
  private let workers = Knob(
    name: "workers", unit: "", kind: .count(1...64, step: 1), help: "")

  private func line(for pool: PoolID, _ numbers: ClosedRange<UInt32>, in script: inout Script) {
    for number in numbers {
      script.at(
        0, .born(number, "request-\(number)"), .request(TaskID(number), .started),
        .waits(number, .poolAcquire(pool)))
    }
  }

  @Test func `no place is free while tasks wait for the pool`() {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(pool, .created(name: Label("connections"), capacity: 4)),
      .born(2, "request-2"), .pool(pool, .acquired(by: TaskID(2), resource: ResourceID(1))),
      .sleeps(2, until: 900))
    for number in 3...5 as ClosedRange<UInt32> {
      script.at(
        0, .born(number, "request-\(number)"),
        .pool(pool, .connectionOpening(by: TaskID(number), resource: ResourceID(number))))
    }
    line(for: pool, 11...13, in: &script)
    #expect(script.scene(until: 100, .samplePool).text(70, 11).contains("4/4, 3 opening"))
    for number in 3...5 as ClosedRange<UInt32> {
      script.at(
        200, .pool(pool, .openingFailed(by: TaskID(number), resource: ResourceID(number))))
    }
    #expect(script.scene(until: 300, .samplePool).text(70, 11).contains("1/4"))
  }

  @Test func `a connection that is being opened takes its place`() {
    let pool = PoolID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .pool(pool, .created(name: Label("connections"), capacity: 4)),
      .born(2, "request-2"), .pool(pool, .connectionOpening(by: TaskID(2))),
      .sleeps(2, until: 900))
    #expect(script.scene(until: 100, .samplePool).text(70, 11).contains("1/4, 1 opening"))
  }

  @Test func `a service shows who opens connections and what is written in the end`() {
    let (queue, pool, batcher) = (QueueID(1), PoolID(1), BatcherID(1))
    var script = Script()
    script.at(
      0, .born(1, "client-1"), .born(2, "worker-1"), .born(3, "worker-2"),
      .queue(queue, .created(name: Label("intake"), capacity: 8, overflow: .block)),
      .pool(pool, .created(name: Label("database"), capacity: 3)),
      .batch(batcher, .created(name: Label("writes"), linger: .seconds(1), size: 8)),
      .request(TaskID(2), .attemptStarted(1)), .sleeps(2, until: 900),
      .pool(pool, .connectionOpening(by: TaskID(1), resource: ResourceID(1))),
      .pool(pool, .connectionOpening(by: TaskID(2), resource: ResourceID(2))),
      .pool(pool, .connectionOpening(by: TaskID(2), resource: ResourceID(3))),
      .waits(3, .poolAcquire(pool)))
    script.at(
      100, .batch(batcher, .opened(by: TaskID(2), due: .init(nanoseconds: 1_100_000_000))),
      .batch(batcher, .itemAdded(by: TaskID(2), size: 5)),
      .batch(batcher, .flushed(by: TaskID(2), size: 5, cause: .linger)))
    script.at(900, .batch(batcher, .ended(by: TaskID(2), size: 5)))
    let text = script.scene(until: 1000, .sampleService).text(70, 11)
    #expect(text.contains("3/3, 3 opening, 1 waiting"))
    #expect(text.contains("goodput  0.0/s  throughput  0.0/s"))
  }

  @Test func `a retired background worker is not drawn as free`() {
    var script = Script()
    script.at(0, .born(1, "heartbeat"), .sleeps(1, until: 900))
    for number in 2...5 as ClosedRange<UInt32> {
      script.at(
        0, .worker(WorkerID(number), .created(name: Label("beside-\(number - 1)"))),
        .born(10 + number, "cruncher-\(number)"))
    }
    script.at(100, .worker(WorkerID(4), .occupied(by: TaskID(14))))
    let one = script.scene(until: 200, .sampleWorkers, knobs: [workers], values: [.count(1)]).text(
      70, 11)
    #expect(one.contains("background 1/1") && !one.contains("free    ▫"))
    #expect(one.split(separator: "▫ free").count == 2)
    script.at(300, .worker(WorkerID(5), .occupied(by: TaskID(15))))
    let two = script.scene(until: 400, .sampleWorkers, knobs: [workers], values: [.count(1)]).text(
      70, 11)
    #expect(two.contains("background 2/1, 1 ending"))
  }

  @Test func `workers that outlive their server are shown, and what was lost`() {
    let queue = QueueID(1)
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "server-1"), .born(3, "load-1", parent: 2),
      .born(4, "worker-1", parent: 2), .born(5, "worker-2", parent: 2),
      .queue(queue, .created(name: Label("intake"), capacity: 8, overflow: .block)),
      .queue(queue, .enqueued(by: TaskID(3), item: ItemID(1), depth: 1)),
      .queue(queue, .dequeued(by: TaskID(4), item: ItemID(1), depth: 0)), .sleeps(4, until: 900))
    script.at(
      300, .task(TaskID(2), .finished(.completed, error: .empty)), .born(6, "server-2"),
      .task(TaskID(3), .finished(.cancelled, error: .empty)))
    let left = script.scene(until: 400, .sampleShutdown).text(70, 11)
    #expect(left.contains("server-1 ended; 2 of its workers still run"))
    #expect(left.contains("0 load") && left.contains("2 workers"))
    script.at(
      500, .task(TaskID(4), .finished(.cancelled, error: .empty)),
      .task(TaskID(5), .finished(.cancelled, error: .empty)))
    let over = script.scene(until: 600, .sampleShutdown).text(70, 11)
    #expect(over.contains("lost 1") && over.contains("serve") && !over.contains("still run"))
  }

  @Test func `the outcomes of the latest forgotten tasks are counted`() {
    var script = Script()
    script.at(0, .born(1, "main"), .sleeps(1, until: 9000))
    for round in 0..<3 as Range<Int64> {
      let base = UInt32(round) * 10 + 10
      script.at(round * 200, .born(base, "gather-\(round + 1)"))
      for number in 1...4 as ClosedRange<UInt32> {
        script.at(round * 200, .born(base + number, "worker-\(number)", parent: base))
      }
      script.at(round * 200, .task(TaskID(base), .finished(.completed, error: .empty)))
      script.at(
        round * 200 + 100, .task(TaskID(base + 1), .finished(.failed, error: Symbol("E"))),
        .task(TaskID(base + 2), .finished(.completed, error: .empty)))
    }
    let text = script.scene(until: 500, .sampleGathering).text(70, 7)
    #expect(text.contains("nobody waits") && text.contains("in 10 s"))
    #expect(text.contains("✗ failed       3") && text.contains("✓ finished     3"))
  }

  @Test func `a batcher that gets no items is drawn as bypassed`() {
    let (batcher, queue) = (BatcherID(1), QueueID(1))
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "batcher"), .born(3, "submitter-1"),
      .queue(queue, .created(name: Label("intake"), capacity: 8, overflow: .block)),
      .batch(batcher, .created(name: Label("batcher"), linger: .seconds(1), size: 8)),
      .waits(2, .batch(batcher)), .sleeps(3, until: 900))
    let alone = script.scene(until: 200, .sampleBatches).text(70, 11)
    #expect(alone.contains("bypassed") && alone.contains("[without batches]"))
    #expect(!alone.contains("in batch"))
    script.at(300, .born(4, "submitter-2"), .waits(4, .batch(batcher)))
    let together = script.scene(until: 400, .sampleBatches).text(70, 11)
    #expect(!together.contains("bypassed") && together.contains("1 in batch"))
  }

  @Test func `attempts per call are of the last seconds, not of the whole run`() {
    var rates = RunHistory(of: calls(retries: 9, until: 1000)).rates
    #expect(rates.attemptsPerCall(at: .init(nanoseconds: 1_000_000_000)) > 8)
    rates = RunHistory(of: calls(retries: 9, until: 90_000)).rates
    #expect(rates.attemptsPerCall(at: .init(nanoseconds: 90_000_000_000)) < 1.1)
  }

  /// One call that took many attempts, then one call a second that took one each.
  private func calls(retries: UInt32, until milliseconds: Int64) -> EventBatch {
    var script = Script()
    script.at(0, .born(1, "caller-1"))
    for number in 1...retries { script.at(0, .request(TaskID(1), .attemptStarted(number))) }
    for instant in stride(from: 2000, to: milliseconds, by: 1000) {
      script.at(instant, .request(TaskID(1), .attemptStarted(1)))
    }
    return script.batch(until: milliseconds)
  }
}
