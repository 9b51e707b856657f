import WeirAnalysis
import WeirEvents
import WeirLog

extension RunSummary {
  /// One entry for each name of queues, pools and batchers, each role with timeouts, and each kind
  /// of workers; empty lists are omitted.
  var lists: [JSONValue.Member] {
    let lists: [JSONValue.Member] = [
      .init("queues", .array(analysis.queuesByName.map(queue))),
      .init("pools", .array(analysis.poolsByName.map(pool))),
      .init("batches", .array(analysis.batchers.recordsByName.map(batches))),
      .init("timeouts", .array(analysis.timeouts.countsByRole.map(timeouts))),
      .init("retries", retries),
      .init("workers", .array(workers)),
    ]
    return lists.filter { $0.value != .array([]) }
  }

  /// How many waits have not ended, in the log of a real program.
  private func open(_ name: String, _ waits: WaitTimes) -> [JSONValue.Member] {
    model.start.clock == .real ? [.init(name, .count(waits.openCount))] : []
  }

  private func queue(_ queue: NamedQueue) -> JSONValue {
    let (record, metrics) = (queue.record, queue.metrics)
    return .object(
      [
        .init("name", .string("\(record.name)")),
        .init("capacity", record.capacity.map { .count($0) } ?? .null),
        .init("depth", .count(record.depth)),
        .init("maximumDepth", .count(record.highWaterMark)),
        .init("meanDepth", .optional(metrics.meanDepth(until: analysis.now))),
        .init("puts", .count(record.enqueued)),
        .init("gets", .count(record.dequeued)),
        .init("dropped", .count(record.dropped)),
        .init("waitSeconds", .seconds(metrics.wait)),
        .init("blockedSeconds", .seconds(queue.blocked.lengths)),
      ] + open("stillBlocked", queue.blocked))
  }

  private func pool(_ pool: NamedPool) -> JSONValue {
    let (record, metrics) = (pool.record, pool.metrics)
    return .object(
      [
        .init("name", .string("\(record.name)")),
        .init("capacity", record.capacity.map { .count($0) } ?? .null),
        .init("inUse", .count(record.inUse)),
        .init("meanInUse", .optional(metrics.meanInUse(until: analysis.now))),
        .init("acquisitions", .count(record.acquisitions)),
        .init("timeouts", .count(record.timeouts)),
        .init("leaked", .count(record.leaked)),
        .init("waitSeconds", .seconds(pool.waits.lengths)),
      ] + open("stillWaiting", pool.waits))
  }

  private func batches(_ record: BatcherRecord) -> JSONValue {
    .object([
      .init("name", .string("\(record.name)")),
      .init("flushed", .count(record.flushed)),
      .init("items", .count(record.items)),
      .init("meanSize", .optional(record.meanSize)),
      .init("bySize", .count(record.flushedCount(.size))),
      .init("byLinger", .count(record.flushedCount(.linger))),
      .init("byDrain", .count(record.flushedCount(.drain))),
    ])
  }

  private func timeouts(_ group: TimeoutLedger.Group) -> JSONValue {
    .object([
      .init("name", .string("\(group.role)")),
      .init("armed", .count(group.counts.armed)),
      .init("met", .count(group.counts.met)),
      .init("fired", .count(group.counts.fired)),
      .init("cancelled", .count(group.counts.cancelled)),
      .init("wastedSeconds", .number(group.counts.wasted.seconds)),
    ])
  }

  /// The counts of retries; an empty list if there were no attempts.
  private var retries: JSONValue {
    let counts = analysis.metrics.retries
    guard counts.attempts > 0 else { return .array([]) }
    return .object([
      .init("calls", .count(counts.calls)),
      .init("attempts", .count(counts.attempts)),
      .init("exhausted", .count(counts.exhausted)),
    ])
  }

  /// The workers of the loop, and the background workers.
  private var workers: [JSONValue] {
    let records = analysis.workers.records
    let loop = records.filter { !$0.isBackground }
    let beside = records.filter(\.isBackground)
    return workers("workers", loop, waiting: analysis.metrics.readyWait)
      + workers("offload", beside, waiting: analysis.metrics.offloadWait)
  }

  private func workers(
    _ name: String, _ records: [WorkerRecord], waiting: DurationHistogram
  ) -> [JSONValue] {
    guard !records.isEmpty else { return [] }
    let busy = records.reduce(0) { $0 + $1.utilization(until: analysis.now) }
    return [
      .object([
        .init("name", .string(name)),
        .init("utilization", .number(busy / Double(records.count))),
        .init("readyWaitSeconds", .seconds(waiting)),
      ])
    ]
  }
}
