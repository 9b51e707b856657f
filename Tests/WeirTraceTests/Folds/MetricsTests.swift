import Testing
import WeirTrace

@Suite struct MetricsTests {
  @Test(arguments: UInt64(1)...30)
  func `metrics of a random trace are what the definitions say`(seed: UInt64) throws {
    let trace = TraceMaker.make(seed: seed, steps: 1000)
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
    let (latencies, lost) = oracle.latencies()
    expect(analysis.metrics.latency, is: latencies)
    #expect(analysis.metrics.items.lost == lost)
    #expect(latencies.count > 20, "the trace is too thin to prove anything")
  }

  @Test(arguments: UInt64(1)...20)
  func `items add up: produced is consumed, dropped, lost and waiting`(seed: UInt64) {
    let trace = TraceMaker.make(seed: seed, steps: 1000)
    var analysis = Analysis()
    analysis.fold(trace)
    let items = analysis.metrics.items
    let waiting = analysis.queues.records.reduce(0) { $0 + $1.depth }
    #expect(items.produced == items.consumed + items.dropped + items.lost + waiting)
    #expect(items.produced == analysis.queues.records.reduce(0) { $0 + $1.offered })
  }

  @Test func `latency begins when the producer came, wait when the queue took the item in`() throws
  {
    var script = Script()
    script.queue(QueueID(1), "intake", capacity: 1)
    script.start(TaskID(1), "producer-1")
    script.start(TaskID(2), "consumer-1")
    script.add(.itemEnqueued(QueueID(1), by: TaskID(1), item: ItemID(1), depth: 1))
    script.wait(TaskID(1), on: .queuePut(QueueID(1)))
    script.at("3s")
    script.add(
      .itemDequeued(QueueID(1), by: TaskID(2), item: ItemID(1), depth: 0),
      .itemEnqueued(QueueID(1), by: TaskID(1), item: ItemID(2), depth: 1))
    script.wake(TaskID(1))
    script.add(.itemDone(QueueID(1), by: TaskID(2), unfinished: 1))
    script.at("5s")
    script.add(.itemDequeued(QueueID(1), by: TaskID(2), item: ItemID(2), depth: 0))
    script.at("6s")
    script.add(.itemDone(QueueID(1), by: TaskID(2), unfinished: 0))
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

  @Test func `an item is lost with the task that held it, and not with one that went on`() {
    var script = Script()
    script.queue(QueueID(1), "intake")
    for number in UInt32(1)...2 { script.start(TaskID(number), "consumer-\(number)") }
    for item in UInt64(1)...3 {
      script.add(
        .itemEnqueued(QueueID(1), by: .none, item: ItemID(item), depth: 1),
        .itemDequeued(
          QueueID(1), by: TaskID(item == 3 ? 2 : 1), item: ItemID(item), depth: 0))
    }
    script.wait(TaskID(1), on: .queueGet(QueueID(1)))
    script.add(
      .taskFinished(TaskID(1), .cancelled, error: .empty),
      .taskFinished(TaskID(2), .cancelled, error: .empty))
    #expect(folded(script, until: "1s").metrics.items.lost == 1)
  }

  @Test func `an item that a task finished as its cleanup is not lost, called done or not`() {
    var script = Script()
    script.queue(QueueID(1), "intake")
    script.start(TaskID(1), "consumer-1")
    for item in UInt64(1)...2 {
      script.add(
        .itemEnqueued(QueueID(1), by: .none, item: ItemID(item), depth: 1),
        .itemDequeued(QueueID(1), by: TaskID(1), item: ItemID(item), depth: 0))
      if item == 1 { script.add(.itemDone(QueueID(1), by: TaskID(1), unfinished: 0)) }
    }
    script.add(.cancellationNoticed(TaskID(1)), .cleanupStarted(TaskID(1)))
    script.at("1s")
    script.add(.cleanupEnded(TaskID(1)), .taskFinished(TaskID(1), .cancelled, error: .empty))
    let metrics = folded(script, until: "1s").metrics
    #expect(metrics.items.lost == 0)
    #expect(metrics.latency.count == 2)
    #expect(metrics.latency.maximum == .seconds(1))
  }

  @Test func `an item that was forgotten does not stand in for later ones`() {
    var script = Script()
    script.queue(QueueID(1), "intake")
    script.start(TaskID(1), "consumer-1")
    for item in UInt64(1)...4 {
      script.at("\(item * 10)s")
      script.add(
        .itemEnqueued(QueueID(1), by: .none, item: ItemID(item), depth: 0),
        .itemDequeued(QueueID(1), by: TaskID(1), item: ItemID(item), depth: 0))
      if item != 2 {
        script.at("\(item * 10 + 1)s")
        script.add(.itemDone(QueueID(1), by: TaskID(1), unfinished: 0))
      }
    }
    let latency = folded(script, until: "50s").metrics.latency
    #expect(latency.count == 3)
    #expect(latency.maximum == .seconds(1))
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
    for share in [0.01, 0.5, 0.9, 0.99, 0.999] {
      let rank = max(1, Int((share * Double(sorted.count)).nextDown.rounded(.up)))
      let exact = Double(sorted[rank - 1])
      let found = Double(histogram.quantile(share)?.nanoseconds ?? -1)
      #expect(isNear(found, exact, 1e-3))
    }
  }

  private func isNear(_ value: Double, _ other: Double, _ tolerance: Double) -> Bool {
    abs(value - other) <= tolerance * max(abs(value), abs(other))
  }
}
