import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Nothing that a log can hold stops the folds: any events, in any order, at any instants.
@Suite struct AnyEventsTests {
  private static let seeds = UInt64(0)..<12

  @Test(arguments: seeds)
  func `an analysis takes any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var analysis = Analysis(retainedTasks: [.min, 0, 1, 64, .max][Int(seed % 5)])
    var digest = TraceDigest()
    for round in 0..<20 {
      let some = events.next(100)
      digest.fold(some)
      analysis.fold(EventBatch(events: some, now: events.instant(), state: state(round)))
      ask(analysis, at: [analysis.now, events.instant()])
    }
    #expect(analysis.eventCount == 2000 && digest.eventCount == 2000)
    #expect(analysis.now >= .zero)
  }

  /// Each of these can be folded by itself, without an analysis that keeps time in order.
  @Test(arguments: seeds)
  func `each ledger by itself takes any events`(seed: UInt64) {
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
  func `the picture of a run takes any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var picture = RunPicture()
    for round in 0..<20 {
      picture.watch(TaskID(UInt32(round % 5)))
      let some = events.next(100)
      picture.fold(EventBatch(events: some, now: events.instant(), state: state(round)))
      _ = picture.ratesOfWork
      picture.forgetLanes(endedFor: .seconds(Int64.max))
    }
    #expect(picture.analysis.eventCount == 2000)
  }

  @Test(arguments: seeds)
  func `the screen draws any events`(seed: UInt64) {
    var events = AnyEvents(seed: seed)
    var dashboard = Sample.dashboard()
    for round in 0..<8 {
      let batch = EventBatch(events: events.next(200), now: events.instant(), state: state(round))
      _ = dashboard.handle(.batchArrived(batch))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
      let frame = Sample.frame(dashboard, [80, 120, 200][round % 3], [24, 40, 50][round % 3])
      #expect(frame.size.rows > 0)
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
    for queue in analysis.queues.records { _ = analysis.parties(of: queue.id) }
    _ = analysis.metrics.spent.total
    _ = analysis.metrics.wastedSeconds
  }
}
