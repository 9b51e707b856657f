import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// A log that keeps creating things and ends none of them does not use unbounded memory.
@Suite struct LedgerLimitTests {
  private let task = TaskID(1)

  @Test func `tasks beyond the limit are only counted`() {
    let count = UInt32(TaskLedger.liveLimit) + 100
    var tasks = TaskLedger()
    for number in 1...count {
      tasks.fold(
        TaskID(number), .created(name: Label("t"), role: .empty, parent: .none), at: .zero)
    }
    #expect(tasks.liveCount == TaskLedger.liveLimit && tasks.unlistedCount == 100)
    for number in (count - 200)...count {
      tasks.fold(TaskID(number), .finished(.completed, error: .empty), at: .zero)
    }
    #expect(tasks.liveCount == TaskLedger.liveLimit - 101 && tasks.unlistedCount == 0)
  }

  @Test func `queues, pools and batchers beyond the limit have no record`() {
    var script = Script()
    for number in UInt32(1)...UInt32(QueueLedger.queueLimit) + 9 {
      script.queue(QueueID(number), "queue-\(number)")
      script.pool(PoolID(number), "pool-\(number)")
      script.add(
        .batch(
          BatcherID(number),
          .created(name: Label(Symbol("batcher"), number), linger: .seconds(1), size: 4)),
        .queue(QueueID(number), .enqueued(by: .none, item: ItemID(1), depth: 1)))
    }
    let analysis = script.analysis()
    #expect(analysis.queues.records.count == QueueLedger.queueLimit)
    #expect(analysis.metrics.queues.count == QueueLedger.queueLimit)
    #expect(analysis.pools.records.count == PoolLedger.poolLimit)
    #expect(analysis.metrics.pools.count == PoolLedger.poolLimit)
    #expect(analysis.batchers.records.count == BatcherLedger.batcherLimit)
    #expect(analysis.queues.unlistedCount == 9 && analysis.pools.unlistedCount == 9)
    #expect(analysis.metrics.items.produced == QueueLedger.queueLimit + 9)
  }

  @Test func `a second creation with the same number is the same queue, pool or batcher`() {
    var script = Script()
    for _ in 1...5 {
      script.queue(QueueID(1), "queue")
      script.pool(PoolID(1), "pool")
      script.add(
        .batch(BatcherID(1), .created(name: Label("b"), linger: .seconds(1), size: 4)),
        .queue(QueueID(1), .enqueued(by: .none, item: ItemID(1), depth: 1)))
    }
    let analysis = script.analysis()
    #expect(analysis.queues.records.map(\.enqueued) == [5])
    #expect(analysis.metrics.queues.count == 1 && analysis.metrics.pools.count == 1)
    #expect(analysis.pools.records.count == 1 && analysis.batchers.records.count == 1)
  }

  @Test func `timeouts, resources, batches and workers have limits`() {
    var timeouts = TimeoutLedger()
    for number in UInt64(1)...UInt64(TimeoutLedger.openLimit) + 9 {
      timeouts.fold(
        TimeoutID(number), .armed(by: task, deadline: .zero), at: .zero, tasks: TaskLedger())
    }
    #expect(timeouts.openCount == TimeoutLedger.openLimit)
    #expect(timeouts.counts.armed == TimeoutLedger.openLimit + 9)
    var pools = PoolLedger()
    pools.fold(PoolID(1), .created(name: Label("p"), capacity: nil), at: .zero)
    for number in UInt32(1)...UInt32(PoolRecord.resourceLimit) + 9 {
      pools.fold(PoolID(1), .acquired(by: task, resource: ResourceID(number)), at: .zero)
    }
    #expect(pools[PoolID(1)]?.resources.count == PoolRecord.resourceLimit)
    #expect(pools[PoolID(1)]?.acquisitions == PoolRecord.resourceLimit + 9)
    var batchers = BatcherLedger()
    batchers.fold(
      BatcherID(1), .created(name: Label("b"), linger: .zero, size: 1), at: .zero)
    for _ in 1...BatcherRecord.batchLimit + 9 {
      batchers.fold(BatcherID(1), .flushed(by: task, size: 1, cause: .size), at: .zero)
    }
    #expect(batchers[BatcherID(1)]?.inProcess.count == BatcherRecord.batchLimit)
    var workers = WorkerLedger()
    for number in UInt32(1)...UInt32(WorkerLedger.workerLimit) + 9 {
      workers.fold(WorkerID(number), .occupied(by: task), at: .zero)
    }
    #expect(workers.records.count == WorkerLedger.workerLimit)
  }

  @Test func `roles beyond the limit are counted as one`() {
    var tasks = TaskLedger()
    var timeouts = TimeoutLedger()
    for number in UInt32(1)...UInt32(TimeoutLedger.roleLimit) + 9 {
      tasks.fold(
        TaskID(number),
        .created(name: Label("t"), role: Symbol("role \(number)"), parent: .none), at: .zero)
      timeouts.fold(
        TimeoutID(UInt64(number)), .armed(by: TaskID(number), deadline: .zero), at: .zero,
        tasks: tasks)
    }
    #expect(timeouts.countsByRole.count == TimeoutLedger.roleLimit)
    #expect(timeouts.countsByRole.last?.role == Symbol("(others)"))
    #expect(timeouts.countsByRole.last?.counts.armed == 10)
  }

  @Test func `endlessly many waiting items are measured up to a limit`() throws {
    let queue = QueueID(1)
    var ledgers = Ledgers(retainedTasks: 0)
    var metrics = Metrics(followedItemLimit: 100)
    func fold(_ event: QueueEvent) {
      ledgers.fold(queue, event, at: .zero)
      metrics.fold(queue, event, at: .zero, in: &ledgers)
    }
    fold(.created(name: Label("q"), capacity: nil, overflow: .block))
    for round in UInt64(0)..<3 {
      for number in 1...UInt64(300) {
        fold(.enqueued(by: .none, item: ItemID(round * 300 + number), depth: 1))
      }
      for number in 1...UInt64(300) {
        fold(.dequeued(by: .none, item: ItemID(round * 300 + number), depth: 1))
      }
    }
    #expect(metrics[queue]?.wait.count == 300)
    #expect(metrics.items.produced == 900 && metrics.items.consumed == 900)
  }

  @Test func `a number inserted and removed again and again does not slow down look-ups`() {
    var roster = Roster<Int>()
    for number in UInt64(1)...50_000 { roster.insert(0, for: number) }
    for round in 1...50_000 {
      roster.insert(round, for: 77_777_777)
      #expect(roster.value(of: 77_777_777) == round)
      if let position = roster.position(of: 77_777_777) { roster.remove(at: position) }
    }
    #expect(roster.count == 50_000 && roster.value(of: 77_777_777) == nil)
  }
}
