import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// Things that programs create again and again under one name share one record.
@Suite struct GenerationTests {
  private let task = TaskID(1)

  /// A queue that gets two items one second after it began, and ends two seconds later.
  private func serve(_ queue: UInt32, losing isLosing: Bool = false, _ script: inout Script) {
    let queue = QueueID(queue)
    let begin = script.events.last?.instant ?? .zero
    script.queue(queue, "intake", capacity: 2)
    script.at(DurationText(.nanoseconds(begin.nanoseconds + 1_000_000_000)).description)
    for number in UInt64(1)...2 {
      script.add(
        .queue(queue, .enqueued(by: task, item: ItemID(number), depth: UInt32(number))))
    }
    script.at(DurationText(.nanoseconds(begin.nanoseconds + 3_000_000_000)).description)
    for number in UInt64(1)...2 {
      script.add(
        .queue(queue, .dequeued(by: task, item: ItemID(number), depth: UInt32(2 - number))))
    }
    if !isLosing {
      script.add(
        .queue(queue, .done(by: task, item: .unknown, unfinished: 1)),
        .queue(queue, .done(by: task, item: .unknown, unfinished: 0)))
    }
    script.add(.queue(queue, .closed))
  }

  @Test func `queues of one name that follow each other count as one`() throws {
    var script = Script()
    script.start(task, "main")
    for queue in UInt32(1)...5 { serve(queue, &script) }
    let analysis = script.analysis()
    let record = try #require(analysis.queues.records.first)
    #expect(analysis.queues.records.count == 1 && analysis.metrics.queues.count == 1)
    #expect(record.id == QueueID(5) && record.enqueued == 10 && record.dequeued == 10)
    #expect(record.highWaterMark == 2 && record.done == 10)
    let metrics = try #require(analysis.metrics[QueueID(5)])
    #expect(metrics.wait.count == 10 && metrics.wait.mean == .seconds(2))
    #expect(abs(metrics.meanDepth(until: analysis.now) - 4 / 3) < 1e-9)
    #expect(analysis.queues[QueueID(4)] == nil && analysis.metrics[QueueID(4)] == nil)
  }

  @Test func `queues of one name that exist at once have one record each, and one in the summary`()
  {
    var script = Script()
    script.start(task, "main")
    script.queue(QueueID(1), "intake", capacity: 2)
    script.queue(QueueID(2), "intake", capacity: 4)
    script.queue(QueueID(3), "outlet", capacity: 4)
    script.at("1s")
    for queue in UInt32(1)...2 {
      script.add(.queue(QueueID(queue), .enqueued(by: task, item: ItemID(1), depth: 1)))
    }
    let analysis = script.analysis()
    #expect(analysis.queues.records.map(\.enqueued) == [1, 1, 0])
    let named = analysis.queues.recordsByName
    #expect(named.map { "\($0.name)" } == ["intake", "outlet"])
    #expect(named.map(\.enqueued) == [2, 0] && named.map(\.capacity) == [4, 4])
  }

  @Test func `a closed queue with lost items makes room once there are two later ones`() {
    var script = Script()
    script.start(task, "main")
    for queue in UInt32(1)...6 { serve(queue, losing: true, &script) }
    let analysis = script.analysis()
    #expect(analysis.queues.records.map(\.id.rawValue) == [5, 6])
    #expect(analysis.queues.recordsByName.map(\.enqueued) == [12])
    #expect(analysis.metrics.queuesByName(until: analysis.now).map(\.wait.count) == [12])
  }

  @Test func `pools and batchers make room, too`() throws {
    var script = Script()
    script.start(task, "main")
    for number in UInt32(1)...3 {
      let (pool, batcher) = (PoolID(number), BatcherID(number))
      script.add(
        .pool(pool, .created(name: Label("database"), capacity: 2)),
        .batch(batcher, .created(name: Label("writes"), linger: .zero, size: 2)),
        .pool(pool, .acquired(by: task, resource: ResourceID(1))),
        .batch(batcher, .flushed(by: task, size: 2, cause: .size)))
      script.at("\(number)s")
      script.add(
        .pool(pool, .released(by: task, resource: ResourceID(1))), .pool(pool, .closed),
        .batch(batcher, .ended(by: task, size: 2)))
    }
    let analysis = script.analysis()
    let pool = try #require(analysis.pools.records.first)
    #expect(analysis.pools.records.count == 1 && analysis.batchers.records.count == 1)
    #expect(pool.acquisitions == 3 && pool.highWaterMark == 1)
    #expect(analysis.metrics[PoolID(3)]?.meanInUse(until: analysis.now) == 1)
    #expect(analysis.batchers[BatcherID(3)]?.items == 6)
  }
}
