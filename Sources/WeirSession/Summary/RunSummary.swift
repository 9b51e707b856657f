public import WeirTrace

/// What a run came to, for people and for other programs.
///
/// A scenario leaves out what it does not have. Keys stand in a fixed order and numbers are written one way, so that equal
/// runs give equal texts.
public struct RunSummary: Sendable {
  private let specification: RunSpecification
  private let analysis: Analysis
  private let digest: String

  /// Sums up a run as far as it has come.
  public init(_ specification: RunSpecification, _ analysis: Analysis, digest: TraceDigest) {
    self.specification = specification
    self.analysis = analysis
    self.digest = digest.hexadecimal
  }

  /// The summary as one object.
  public var json: JSONValue {
    .object(
      run + [
        .init("tasks", tasks),
        .init("items", items),
        .init(
          "throughputPerSecond",
          .number(analysis.metrics.throughputPerSecond(until: analysis.now))),
        .init("latencySeconds", .seconds(analysis.metrics.latency)),
      ] + lists + [.init("warnings", .array(analysis.findings.map(JSONValue.init)))])
  }

  /// The same flat: a line of names and a line of values.
  public var csv: String { CSVText(json).description }
}

extension RunSummary {
  private var run: [JSONValue.Member] {
    let parameters = specification.parameters.map { parameter in
      JSONValue.Member(parameter.name, .scalar(parameter.value.description))
    }
    return [
      .init("scenario", .string(specification.scenario)),
      .init("preset", .string(specification.preset)),
      .init("pitfall", .optional(specification.pitfall)),
      .init("seed", .integer(Int128(specification.seed))),
      .init("parameters", .object(parameters)),
      .init("virtualSeconds", .number(analysis.now.seconds)),
      .init("events", .count(analysis.eventCount)),
      .init("digest", .string(digest)),
      .init("finished", .bool(analysis.state == .finished)),
    ]
  }

  private var tasks: JSONValue {
    let counts = analysis.metrics.tasks
    return .object([
      .init("created", .count(counts.created)),
      .init("completed", .count(counts.completed)),
      .init("failed", .count(counts.failed)),
      .init("cancelled", .count(counts.cancelled)),
      .init("timedOut", .count(counts.timedOut)),
      .init("live", .count(counts.live)),
    ])
  }

  private var items: JSONValue {
    let counts = analysis.metrics.items
    return .object([
      .init("produced", .count(counts.produced)),
      .init("consumed", .count(counts.consumed)),
      .init("dropped", .count(counts.dropped)),
      .init("lost", .count(counts.lost)),
    ])
  }

  /// One entry for each queue, role with timeouts, and pool of workers, where there are any.
  private var lists: [JSONValue.Member] {
    let lists: [JSONValue.Member] = [
      .init("queues", .array(analysis.queues.records.map(queue))),
      .init("timeouts", .array(analysis.timeouts.countsByRole.map(timeouts))),
      .init("workers", .array(analysis.workers.records.isEmpty ? [] : [workers])),
    ]
    return lists.filter { $0.value != .array([]) }
  }

  private func queue(_ record: QueueRecord) -> JSONValue {
    let metrics = analysis.metrics[record.id]
    return .object([
      .init("name", .string("\(record.name)")),
      .init("capacity", record.capacity.map { .count($0) } ?? .null),
      .init("depth", .count(record.depth)),
      .init("maximumDepth", .count(record.highWaterMark)),
      .init("meanDepth", .optional(metrics?.meanDepth(until: analysis.now))),
      .init("puts", .count(record.enqueued)),
      .init("gets", .count(record.dequeued)),
      .init("dropped", .count(record.dropped)),
      .init("waitSeconds", .seconds(metrics?.wait ?? .init())),
      .init("blockedSeconds", .seconds(metrics?.blocked ?? .init())),
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

  private var workers: JSONValue {
    let records = analysis.workers.records
    let busy = records.reduce(0) { $0 + $1.utilization(until: analysis.now) }
    return .object([
      .init("name", .string("workers")),
      .init("utilization", .number(busy / Double(records.count))),
      .init("readyWaitSeconds", .seconds(analysis.metrics.readyWait)),
    ])
  }
}

extension JSONValue {
  /// A distribution of durations; what an empty one lacks is null.
  fileprivate static func seconds(_ histogram: DurationHistogram) -> JSONValue {
    .object([
      .init("count", .count(histogram.count)),
      .init("mean", .optional(histogram.meanSeconds)),
      .init("p50", .optional(histogram.quantile(0.5)?.seconds)),
      .init("p90", .optional(histogram.quantile(0.9)?.seconds)),
      .init("p99", .optional(histogram.quantile(0.99)?.seconds)),
      .init("p999", .optional(histogram.quantile(0.999)?.seconds)),
      .init("max", .optional(histogram.maximum?.seconds)),
    ])
  }

  fileprivate init(_ finding: Finding) {
    self = .object([
      .init("lint", .string(finding.lint.rawValue)),
      .init("subject", .string(finding.subject)),
      .init("sinceSeconds", .number(finding.since.seconds)),
      .init("evidence", .string(finding.evidence)),
    ])
  }
}
