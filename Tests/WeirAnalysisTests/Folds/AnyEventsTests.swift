import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// No contents of a log can crash the folds: any events, in any order, at any instants.
@Suite struct AnyEventsTests {
  private static let seeds = UInt64(0)..<48

  @Test func `the random events are of all kinds`() {
    for seed in UInt64(0)..<4 {
      var events = AnyEvents(seed: seed)
      var seen: Set<UInt8> = []
      for event in events.next(10_000) { seen.insert(event.kind.number) }
      #expect(seen.count == EventKind.all.count)
    }
  }

  @Test(arguments: seeds)
  func `an analysis accepts any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var analysis = Analysis(retainedTasks: [.min, 0, 1, 64, .max][Int(seed % 5)])
    for round in 0..<20 {
      let some = events.next(100)
      analysis.fold(EventBatch(events: some, now: events.instant(), state: state(round)))
      ask(analysis, at: [analysis.now, events.instant()])
    }
    #expect(analysis.eventCount == 2000)
    #expect(analysis.now >= .zero)
  }

  /// Each ledger can be used on its own, without an analysis that keeps time in order.
  @Test(arguments: seeds)
  func `each ledger on its own accepts any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var tasks = TaskLedger(retained: [.min, 0, 1, 64, .max][Int(seed % 5)])
    var queues = QueueLedger()
    var pools = PoolLedger()
    var batchers = BatcherLedger()
    var workers = WorkerLedger()
    var shutdowns = ShutdownLedger()
    var timeouts = TimeoutLedger(retained: [.min, 0, 1, 32, .max][Int(seed % 5)])
    for event in events.next(2000) {
      let instant = event.instant
      switch event.kind {
      case .task(let id, let task): tasks.fold(id, task, at: instant)
      case .request(let id, let request): tasks.fold(id, request, at: instant)
      case .queue(let id, let queue): queues.fold(id, queue, at: instant)
      case .pool(let id, let pool): pools.fold(id, pool, at: instant)
      case .batch(let id, let batch): batchers.fold(id, batch, at: instant)
      case .worker(let id, let worker): workers.fold(id, worker, at: instant)
      case .shutdown(let id, let shutdown): shutdowns.fold(id, shutdown, at: instant)
      case .timeout(let id, let timeout): timeouts.fold(id, timeout, at: instant, tasks: tasks)
      case .error, .input, .source: break
      }
    }
    #expect(shutdowns.records.count <= ShutdownLedger.limit)
    _ = queues.recordsByName.map(\.offered)
    _ = pools.recordsByName.map(\.openingCount)
    _ = batchers.recordsByName.map(\.meanSize)
    for instant in [VirtualInstant(nanoseconds: .min), .zero, .endOfTime] {
      _ = workers.records.map { $0.utilization(until: instant) }
    }
    _ = timeouts.counts.wasted
  }

  @Test(arguments: seeds)
  func `an analysis accepts the events of a run duplicated, dropped and shuffled`(
    seed: UInt64
  ) {
    var garbled = Garbled(seed: seed)
    var analysis = Analysis()
    let trace = TraceMaker.make(seed: seed, steps: 1500)
    let events = garbled.garble(trace.events)
    analysis.fold(EventBatch(events: events, now: trace.now, state: .running))
    ask(analysis, at: [analysis.now, .zero])
    let (tasks, items) = (analysis.metrics.tasks, analysis.metrics.items)
    #expect(tasks.live == analysis.tasks.liveCount && tasks.live >= 0)
    #expect(items.consumed >= items.completed + items.failed + items.lost)
    let spent = analysis.metrics.spent
    #expect([spent.blocked, spent.waited, spent.opening, spent.served].allSatisfy { $0 >= 0 })
    for task in analysis.tasks.records {
      #expect(task.liveChildren >= 0 && task.heldResources >= 0)
    }
  }

  /// Compared in all their parts, down to what no accessor shows.
  @Test(arguments: seeds)
  func `a copy of an analysis stays what it was, whatever events the original folds`(
    seed: UInt64
  ) {
    var events = AnyEvents(seed: seed)
    var original = Analysis()
    for round in 0..<6 {
      let now = events.instant()
      original.fold(EventBatch(events: events.next(200), now: now, state: state(round)))
      let (copy, parts) = (original, String(reflecting: original))
      let further = events.next(200)
      for event in further { original.fold(event) }
      #expect(String(reflecting: copy) == parts)
      let later = String(reflecting: original)
      var other = copy
      other.fold(EventBatch(events: further, now: copy.now, state: .running))
      #expect(String(reflecting: copy) == parts)
      #expect(String(reflecting: original) == later)
    }
  }

  private func state(_ round: Int) -> RunState {
    [.running, .stalled, .running, .finished][round % 4]
  }

  private func ask(_ analysis: Analysis, at instants: [VirtualInstant]) {
    _ = analysis.foldedFindings.map(\.title)
    _ = analysis.waitCycles
    for instant in instants {
      _ = analysis.metrics.queues.map { $0.meanDepth(until: instant) }
      _ = analysis.metrics.pools.map { $0.meanInUse(until: instant) }
      _ = analysis.metrics.queuesByName(until: instant)
      _ = analysis.metrics.poolsByName(until: instant)
      _ = analysis.metrics.throughputPerSecond(until: instant)
      _ = analysis.metrics.goodputPerSecond(until: instant)
      _ = analysis.workers.records.map { $0.utilization(until: instant) }
    }
    for task in analysis.tasks.records { _ = analysis.pools.holdings(of: task.id) }
    for queue in analysis.queues.records { _ = analysis.users(of: queue.id) }
    _ = analysis.metrics.spent.total
    _ = analysis.metrics.wastedSeconds
  }
}
