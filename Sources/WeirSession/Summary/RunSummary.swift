public import WeirAnalysis
import WeirEvents
public import WeirLog

/// The result of a run, as JSON or CSV.
///
/// What a scenario does not have is omitted. Keys have a fixed order and numbers one form, so that
/// equal runs give equal texts.
public struct RunSummary: Sendable {
  let model: RunModel
  private let version: String
  private let reading: LogReading?
  private let raised: RaisedFindings?

  var analysis: Analysis { model.analysis }

  /// Summarizes a run so far.
  ///
  /// - Parameters:
  ///   - version: The version of the program that made the run.
  ///   - reading: The result of reading the log, for a run from a log; `nil` for a simulated run.
  ///   - raised: The findings raised in the run; for the log of a real program, the summary then
  ///     has those that were cleared as well.
  public init(
    _ model: RunModel, version: String, reading: LogReading? = nil, raised: RaisedFindings? = nil
  ) {
    (self.model, self.version, self.reading) = (model, version, reading)
    self.raised = raised
  }

  /// The summary as one object.
  public var json: JSONValue { json(ascii: false) }

  private func json(ascii: Bool) -> JSONValue {
    .object(
      source + run + [
        .init("tasks", tasks),
        .init("items", items),
        .init(
          "throughputPerSecond",
          .number(analysis.metrics.throughputPerSecond(until: analysis.now))),
        .init(
          "goodputPerSecond", .number(analysis.metrics.goodputPerSecond(until: analysis.now))),
        .init("wastedSeconds", .number(analysis.metrics.wastedSeconds)),
      ] + effective + provenance(ascii: ascii) + [
        .init("latencySeconds", .seconds(analysis.metrics.latency))
      ] + lists + findings
        + (reading?.json.map { [.init("reading", $0)] } ?? []))
  }

  private var findings: [JSONValue.Member] {
    let isForeign = reading?.isForeign == true
    let holding = analysis.foldedFindings.map { JSONValue($0, isPlaced: isForeign) }
    let warnings = JSONValue.Member("warnings", .array(holding))
    guard isForeign, let raised else { return [warnings] }
    let cleared = raised.cleared.map {
      JSONValue($0.finding, isPlaced: true, cleared: $0.cleared)
    }
    return [warnings, .init("clearedWarnings", .array(cleared))]
  }

  /// The summary as CSV: a line of names and a line of values. The inputs and the effective values
  /// are one JSON text each, so that all runs of a scenario have the same names.
  public var csv: String { csv(ascii: false) }

  /// The summary as CSV, with `repeat`, `inputs` and `effective` in pure ASCII; they mean the same.
  public var asciiCSV: String { csv(ascii: true) }

  private func csv(ascii: Bool) -> String {
    guard case .object(var members) = json(ascii: ascii) else { return "" }
    for index in members.indices where ["inputs", "effective"].contains(members[index].key) {
      let text = members[index].value.compact
      members[index].value = .string(ascii ? JSONValue.inASCII(text) : text)
    }
    return CSVText(.object(members)).description
  }
}

extension RunSummary {
  /// The knobs that a pitfall overrules at the start; empty if that is unknown.
  private var effective: [JSONValue.Member] {
    guard let start = model.start.specification else { return [] }
    return [.init("effective", effective(in: start))]
  }

  /// The knobs that a pitfall overrules, each with its effective value.
  private func effective(in specification: RunSpecification) -> JSONValue {
    .object((model.scenario?.overrulings(in: specification) ?? []).map(JSONValue.Member.init))
  }

  /// The inputs; each change of the pitfall includes the effective values from then on.
  private var inputs: [JSONValue] {
    var present = model.start.specification
    return model.inputs.map { input in
      switch input.input {
      case .parameterChanged(let name, let value):
        if let index = present?.parameters.firstIndex(where: { $0.name == name }) {
          present?.parameters[index].value = value
        }
      case .pitfallSwitched(let name):
        present?.pitfall = name
        guard let present else { break }
        return JSONValue(input, adding: .init("effective", effective(in: present)))
      case .triggered, .markerSet: break
      }
      return JSONValue(input)
    }
  }

  /// What led to the result, besides the scenario and its knobs at the start.
  private func provenance(ascii: Bool) -> [JSONValue.Member] {
    let command = model.command(as: "simulate", ascii: ascii)
    return [.init("inputs", .array(inputs))]
      + (command.map { [.init("repeat", .string($0))] } ?? [])
      + [.init("version", .string(version))]
  }
}

extension RunSummary {
  /// The scenario and, for a log of another program, what its header says about that program.
  private var source: [JSONValue.Member] {
    let scenario = JSONValue.Member("scenario", .string(model.start.scenario))
    guard let reading, reading.isForeign else { return [scenario] }
    let header = reading.header
    let members: [(String, JSONValue?)] = [
      ("name", .string(header.source)), ("clock", .string(header.clock.rawValue)),
      ("program", header.program.map { .string($0) }),
      ("pid", header.pid.map { .integer(Int128($0)) }),
      ("host", header.host.map { .string($0) }), ("runtime", header.runtime.map { .string($0) }),
      ("level", .string(header.level.rawValue)), ("started", .string(header.started)),
    ]
    let source = members.compactMap { key, value in value.map { JSONValue.Member(key, $0) } }
    return [scenario, .init("source", .object(source))]
  }

  /// The run; what a log does not say is omitted.
  private var run: [JSONValue.Member] {
    let start = model.start
    let parameters = start.parameters.map { JSONValue.Member($0.name, .scalar($0.text)) }
    let isSimulated = start.preset != nil
    let members: [(String, JSONValue?)] = [
      ("preset", start.preset.map { .string($0) }),
      ("pitfall", isSimulated || start.pitfall != nil ? .optional(start.pitfall) : nil),
      ("seed", start.seed.map { .integer(Int128($0)) }),
      ("parameters", isSimulated || !parameters.isEmpty ? .object(parameters) : nil),
      ("virtualSeconds", .number(analysis.now.seconds)),
      ("events", .count(analysis.eventCount)),
      ("digest", digest.map { .string($0) }),
      ("finished", .bool(analysis.state == .finished)),
    ]
    return members.compactMap { key, value in value.map { JSONValue.Member(key, $0) } }
  }

  /// The digest of the events; `nil` for a log that has none, or whose format has a different one.
  private var digest: String? {
    guard model.start.clock == .virtual, reading?.header.format ?? LogHeader.format > 1 else {
      return nil
    }
    return model.digest.hexadecimal
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
      .init("completed", .count(counts.completed)),
      .init("failed", .count(counts.failed)),
      .init("dropped", .count(counts.dropped)),
      .init("lost", .count(counts.lost)),
    ])
  }
}
