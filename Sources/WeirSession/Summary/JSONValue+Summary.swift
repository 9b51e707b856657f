import WeirAnalysis
import WeirEvents
import WeirLog

extension JSONValue {
  /// A distribution of durations in seconds; if it is empty, its statistics are null.
  static func seconds(_ histogram: DurationHistogram) -> JSONValue {
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

  /// A finding, with its place in the source if it is about a real program, and when it was
  /// cleared.
  init(_ finding: Finding, isPlaced: Bool = false, cleared: VirtualInstant? = nil) {
    let place: [JSONValue.Member] =
      isPlaced && finding.place != .unknown
      ? [
        .init("file", .string(finding.place.file)),
        .init("line", .count(Int(finding.place.line))),
      ] : []
    let end = cleared.map { [JSONValue.Member("clearedSeconds", .number($0.seconds))] } ?? []
    self = .object(
      [
        .init("lint", .string(finding.lint.rawValue)),
        .init("subject", .string(finding.subject)),
        .init("count", .count(finding.count)),
        .init("sinceSeconds", .number(finding.since.seconds)),
        .init("evidence", .string(finding.evidence)),
      ] + place + end)
  }

  /// An input: its instant, and a key that says what it was. A disabled pitfall is null.
  init(_ input: TimedInput, adding more: JSONValue.Member? = nil) {
    let instant = JSONValue.Member("atSeconds", .number(input.instant.seconds))
    let what: [JSONValue.Member] =
      switch input.input {
      case .parameterChanged(let name, let value):
        [.init("parameter", .string(name)), .init("value", .scalar(value.description))]
      case .pitfallSwitched(let name): [.init("pitfall", .optional(name))]
      case .triggered(let name): [.init("trigger", .string(name))]
      case .markerSet(let name): [.init("marker", .string(name))]
      }
    self = .object([instant] + what + (more.map { [$0] } ?? []))
  }
}

extension JSONValue.Member {
  /// The name of a knob, and its effective value; null if the knob has no effect.
  init(_ overruling: ScenarioDescription.Overruling) {
    self.init(
      overruling.knob, overruling.value.map { JSONValue.scalar($0.description) } ?? .null)
  }
}
