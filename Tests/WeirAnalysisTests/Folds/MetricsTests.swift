import Testing
import WeirTestSupport
import WeirAnalysis
import WeirEvents

@Suite struct MetricsTests {
  @Test(arguments: UInt64(1)...30, [true, false])
  func `metrics of a random trace match their definitions`(
    seed: UInt64, knowsItems: Bool
  ) throws {
    let trace = TraceMaker.make(seed: seed, steps: 1000, knowsItems: knowsItems)
    let oracle = MetricsOracle(trace)
    var analysis = Analysis()
    analysis.fold(trace)
    for queue in [QueueID(1), QueueID(2)] {
      let metrics = try #require(analysis.metrics[queue])
      expect(metrics.wait, is: oracle.waits(queue))
      expect(metrics.blocked, is: oracle.blocks(queue))
      #expect(isNear(metrics.meanDepth(until: trace.now), oracle.meanDepth(queue), 1e-9))
    }
    expect(analysis.metrics.readyWait, is: oracle.readyWaits())
    let outcome = oracle.outcome()
    expect(analysis.metrics.latency, is: outcome.latencies)
    let items = analysis.metrics.items
    #expect(items.completed == outcome.latencies.count)
    #expect(items.failed == outcome.failed && items.lost == outcome.lost)
    #expect(
      isNear(analysis.metrics.wastedSeconds * 1e9, Double(outcome.wasted.reduce(0, +)), 1e-9))
    #expect(analysis.metrics.spent.total == Int128(outcome.latencies.reduce(0, +)))
    #expect(outcome.latencies.count > 20, "the trace is too thin to prove anything")
  }

  @Test(arguments: UInt64(1)...20)
  func `counts add up after each event, and only ever grow`(seed: UInt64) {
    let trace = TraceMaker.make(seed: seed, steps: 1500)
    var analysis = Analysis()
    var before = analysis.metrics.items
    for event in trace.events {
      analysis.fold(event)
      let (items, metrics) = (analysis.metrics.items, analysis.metrics)
      #expect(items.hasGrown(since: before))
      #expect(items.consumed >= items.completed + items.failed + items.lost)
      #expect(items.completed >= items.completedInTime)
      #expect(metrics.latency.count == items.completed)
      let spent = metrics.spent
      #expect([spent.blocked, spent.waited, spent.opening, spent.served].allSatisfy { $0 >= 0 })
      before = items
    }
    #expect(before.failed > 0 && before.completedInTime < before.completed)
  }

  @Test(arguments: UInt64(1)...20)
  func `items add up: produced is consumed, dropped and waiting`(seed: UInt64) {
    let trace = TraceMaker.make(seed: seed, steps: 1000)
    var analysis = Analysis()
    analysis.fold(trace)
    let items = analysis.metrics.items
    let waiting = analysis.queues.records.reduce(0) { $0 + $1.depth }
    #expect(items.produced == items.consumed + items.dropped + waiting)
    #expect(items.produced == analysis.queues.records.reduce(0) { $0 + $1.offered })
  }

  @Test func `latency begins when the producer offers the item, wait when the queue accepts it`()
    throws
  {
    var script = Script()
    script.queue(QueueID(1), "intake", capacity: 1)
    script.start(TaskID(1), "producer-1")
    script.start(TaskID(2), "consumer-1")
    script.add(.queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)))
    script.wait(TaskID(1), on: .queuePut(QueueID(1)))
    script.at("3s")
    script.add(
      .queue(QueueID(1), .dequeued(by: TaskID(2), item: ItemID(1), depth: 0)),
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(2), depth: 1)))
    script.wake(TaskID(1))
    script.add(.queue(QueueID(1), .done(by: TaskID(2), item: .unknown, unfinished: 1)))
    script.at("5s")
    script.add(.queue(QueueID(1), .dequeued(by: TaskID(2), item: ItemID(2), depth: 0)))
    script.at("6s")
    script.add(.queue(QueueID(1), .done(by: TaskID(2), item: .unknown, unfinished: 0)))
    let analysis = folded(script, until: "10s")
    let queue = try #require(analysis.metrics[QueueID(1)])
    #expect(analysis.metrics.latency.maximum == .seconds(6))
    #expect(analysis.metrics.latency.mean == .milliseconds(4500))
    #expect(queue.wait.maximum == .seconds(3))
    #expect(queue.blocked.count == 1)
    #expect(queue.blocked.maximum == .seconds(3))
    #expect(queue.meanDepth(until: instant("10s")) == 0.5)
    #expect(analysis.metrics.throughputPerSecond(until: instant("10s")) == 0.2)
  }

  @Test
  func `an item is lost with the task that held it, but not if the task took another one first`() {
    var script = Script()
    script.queue(QueueID(1), "intake")
    for number in UInt32(1)...2 { script.start(TaskID(number), "consumer-\(number)") }
    for item in UInt64(1)...3 {
      script.add(
        .queue(QueueID(1), .enqueued(by: .none, item: ItemID(item), depth: 1)),
        .queue(QueueID(1), .dequeued(by: TaskID(item == 3 ? 2 : 1), item: ItemID(item), depth: 0)))
    }
    script.wait(TaskID(1), on: .queueGet(QueueID(1)))
    script.add(
      .task(TaskID(1), .finished(.cancelled, error: .empty)),
      .task(TaskID(2), .finished(.cancelled, error: .empty)))
    #expect(folded(script, until: "1s").metrics.items.lost == 1)
  }

  @Test func `an item finished during cleanup is not lost, whether marked done or not`() {
    var script = Script()
    script.queue(QueueID(1), "intake")
    script.start(TaskID(1), "consumer-1")
    for item in UInt64(1)...2 {
      script.add(
        .queue(QueueID(1), .enqueued(by: .none, item: ItemID(item), depth: 1)),
        .queue(QueueID(1), .dequeued(by: TaskID(1), item: ItemID(item), depth: 0)))
      if item == 1 {
        script.add(.queue(QueueID(1), .done(by: TaskID(1), item: .unknown, unfinished: 0)))
      }
    }
    script.add(.task(TaskID(1), .cancellationNoticed), .task(TaskID(1), .cleanupStarted))
    script.at("1s")
    script.add(
      .task(TaskID(1), .cleanupEnded), .task(TaskID(1), .finished(.cancelled, error: .empty)))
    let metrics = folded(script, until: "1s").metrics
    #expect(metrics.items.lost == 0)
    #expect(metrics.latency.count == 2)
    #expect(metrics.latency.maximum == .seconds(1))
  }

  @Test(arguments: [true, false])
  func `work on an item ends when its task takes the next one, whether marked done or not`(
    callsDone: Bool
  ) {
    var script = Script()
    script.queue(QueueID(1), "intake")
    script.start(TaskID(1), "consumer-1")
    for item in UInt64(1)...4 {
      script.at("\(item * 10)s")
      script.add(
        .queue(QueueID(1), .enqueued(by: .none, item: ItemID(item), depth: 0)),
        .queue(QueueID(1), .dequeued(by: TaskID(1), item: ItemID(item), depth: 0)))
      script.at("\(item * 10 + 1)s")
      if callsDone {
        script.add(.queue(QueueID(1), .done(by: TaskID(1), item: .unknown, unfinished: 0)))
      }
      script.wait(TaskID(1), on: .queueGet(QueueID(1)))
    }
    let metrics = folded(script, until: "50s").metrics
    #expect(metrics.latency.count == 4 && metrics.latency.maximum == .seconds(1))
    #expect(metrics.items.completed == 4 && metrics.items.consumed == 4)
  }

  /// What happened to a held item, and whether its work counts as failed.
  static let troubles: [(events: [Event.Kind], hasFailed: Bool)] = {
    let (task, error) = (TaskID(1), Symbol("Trouble"))
    let (outer, inner) = (TimeoutID(1), TimeoutID(2))
    return [
      ([], false),
      ([.timeout(outer, .fired(by: task))], true),
      ([.error(task, .caught(error))], true),
      ([.error(TaskID(2), .caught(error))], false),
      ([.request(task, .retriesExhausted(attempts: 3, cause: .attempts))], true),
      ([.error(task, .caught(error)), .request(task, .attemptStarted(2))], false),
      ([.timeout(inner, .fired(by: task)), .timeout(outer, .met(by: task))], false),
      ([.timeout(inner, .fired(by: task)), .timeout(outer, .cancelled(by: task))], true),
    ]
  }()

  @Test(arguments: troubles.indices)
  func `the last known result decides whether work failed`(index: Int) {
    let trouble = MetricsTests.troubles[index]
    var script = Script()
    script.queue(QueueID(1), "intake")
    for number in UInt32(1)...2 { script.start(TaskID(number), "consumer-\(number)") }
    script.add(
      .queue(QueueID(1), .enqueued(by: .none, item: ItemID(1), depth: 0)),
      .queue(QueueID(1), .dequeued(by: TaskID(1), item: ItemID(1), depth: 0)))
    script.at("2s")
    for kind in trouble.events { script.add(kind) }
    script.add(.queue(QueueID(1), .done(by: TaskID(1), item: .unknown, unfinished: 0)))
    let metrics = folded(script, until: "4s").metrics
    #expect(metrics.items.failed == (trouble.hasFailed ? 1 : 0))
    #expect(metrics.items.completed == (trouble.hasFailed ? 0 : 1))
    #expect(metrics.latency.count == metrics.items.completed)
    #expect(metrics.wastedSeconds == (trouble.hasFailed ? 2 : 0))
    #expect(metrics.throughputPerSecond(until: instant("4s")) == 0.25)
    #expect(metrics.goodputPerSecond(until: instant("4s")) == (trouble.hasFailed ? 0 : 0.25))
  }

  @Test func `work completed after its deadline counts as throughput but not as goodput`() {
    var script = Script()
    script.start(TaskID(1), "caller-1")
    for end in ["2s", "4s"] {
      script.add(.request(TaskID(1), .started))
      script.add(
        .timeout(TimeoutID(end == "2s" ? 1 : 3), .armed(by: TaskID(1), deadline: instant("3s"))),
        .timeout(TimeoutID(end == "2s" ? 2 : 4), .armed(by: TaskID(1), deadline: instant("1s"))))
      script.at(end)
      script.add(
        .timeout(TimeoutID(end == "2s" ? 2 : 4), .met(by: TaskID(1))),
        .timeout(TimeoutID(end == "2s" ? 1 : 3), .met(by: TaskID(1))),
        .request(TaskID(1), .ended(.completed)))
    }
    let items = folded(script, until: "4s").metrics.items
    #expect(items.completed == 2 && items.completedInTime == 1)
  }

  @Test func `the time of a request consists of waiting, opening a connection, and the rest`() {
    var script = Script()
    script.start(TaskID(1), "request-1")
    script.add(.pool(PoolID(1), .created(name: Label("db"), capacity: 1)))
    script.at("1s")
    script.add(.request(TaskID(1), .started))
    script.wait(TaskID(1), on: .poolAcquire(PoolID(1)))
    script.at("3s")
    script.wake(TaskID(1))
    script.add(.pool(PoolID(1), .connectionOpening(by: TaskID(1), resource: ResourceID(1))))
    script.wait(TaskID(1), on: .sleep(until: instant("4s")))
    script.at("4s")
    script.wake(TaskID(1))
    script.add(
      .pool(PoolID(1), .connectionOpened(by: TaskID(1), resource: ResourceID(1))),
      .pool(PoolID(1), .acquired(by: TaskID(1), resource: ResourceID(1))))
    script.at("8s")
    script.add(.request(TaskID(1), .ended(.completed)))
    let spent = folded(script, until: "8s").metrics.spent
    #expect(spent.blocked == 0 && spent.waited == 2_000_000_000)
    #expect(spent.opening == 1_000_000_000 && spent.served == 4_000_000_000)
  }

  private func folded(_ script: Script, until end: String) -> Analysis {
    var analysis = Analysis()
    analysis.fold(EventBatch(events: script.events, now: instant(end), state: .running))
    return analysis
  }

  private func expect(_ histogram: DurationHistogram, is values: [Int64]) {
    let sorted = values.sorted()
    #expect(histogram.count == sorted.count)
    guard let last = sorted.last else { return }
    #expect(histogram.maximum == .nanoseconds(last))
    #expect(histogram.mean == .nanoseconds(sorted.reduce(0, +) / Int64(sorted.count)))
    let shares = [0.01, 0.5, 0.9, 0.99, 0.999]
    let quantiles = histogram.quantiles(shares)
    #expect(quantiles.count == shares.count)
    for (share, quantile) in zip(shares, quantiles) {
      let rank = max(1, Int((share * Double(sorted.count)).nextDown.rounded(.up)))
      let exact = Double(sorted[rank - 1])
      #expect(isNear(Double(quantile.nanoseconds), exact, 1e-3))
    }
  }

  private func isNear(_ value: Double, _ other: Double, _ tolerance: Double) -> Bool {
    abs(value - other) <= tolerance * max(abs(value), abs(other))
  }
}

extension Metrics.ItemCounts {
  /// Whether no count has decreased.
  func hasGrown(since before: Metrics.ItemCounts) -> Bool {
    let now = [produced, consumed, completed, completedInTime, failed, dropped, lost]
    let then = [
      before.produced, before.consumed, before.completed, before.completedInTime, before.failed,
      before.dropped, before.lost,
    ]
    return zip(now, then).allSatisfy { $0 >= $1 }
  }
}
