public import WeirAnalysis
public import WeirEvents
public import WeirLog

/// What a run came to, for people and for other programs.
///
/// A scenario leaves out what it does not have. Keys stand in a fixed order and numbers are written one way, so that equal
/// runs give equal texts.
public struct RunSummary: Sendable {
  private let specification: RunSpecification
  let analysis: Analysis
  private let digest: String
  private let scenario: ScenarioDescription?
  private let origin: Origin?

  /// How a result can be had again.
  public struct Origin: Hashable, Sendable {
    /// The command that repeats the run, as it is typed into a shell.
    public var command: String
    /// The version of the program that made the result.
    public var version: String

    public init(command: String, version: String) {
      self.command = command
      self.version = version
    }
  }

  /// Sums up a run as far as it has come.
  ///
  /// - Parameters:
  ///   - specification: what was run, with the inputs that have taken effect.
  ///   - scenario: what was run; it knows which knobs a pitfall overrules.
  public init(
    _ specification: RunSpecification, _ analysis: Analysis, digest: TraceDigest,
    scenario: ScenarioDescription? = nil, origin: Origin? = nil
  ) {
    self.specification = specification
    self.scenario = scenario
    self.analysis = analysis
    self.digest = digest.hexadecimal
    self.origin = origin
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
        .init(
          "goodputPerSecond", .number(analysis.metrics.goodputPerSecond(until: analysis.now))),
        .init("wastedSeconds", .number(analysis.metrics.wastedSeconds)),
        .init("effective", effective(in: specification)),
      ] + provenance + [
        .init("latencySeconds", .seconds(analysis.metrics.latency))
      ] + lists + [.init("warnings", .array(analysis.foldedFindings.map(JSONValue.init)))])
  }

  /// The same flat: a line of names and a line of values. The inputs and what holds in place of the
  /// parameters are one text each, which is JSON, so that all runs of a scenario have the same
  /// names.
  public var csv: String { csv(\.compact) }

  /// The same in ASCII alone, for a `repeat` that is: the texts of JSON read as the same values.
  public var asciiCSV: String { csv { JSONValue.inASCII($0.compact) } }

  private func csv(_ text: (JSONValue) -> String) -> String {
    guard case .object(var members) = json else { return "" }
    for index in members.indices where ["inputs", "effective"].contains(members[index].key) {
      members[index].value = .string(text(members[index].value))
    }
    return CSVText(.object(members)).description
  }
}

extension RunSummary {
  /// The knobs that a pitfall overrules, each with the value that holds.
  private func effective(in specification: RunSpecification) -> JSONValue {
    .object((scenario?.overrulings(in: specification) ?? []).map(JSONValue.Member.init))
  }

  /// What was done; a switch of the pitfall with what holds from then on in place of what is set.
  private var inputs: [JSONValue] {
    var present = specification
    return specification.inputs.map { input in
      switch input.input {
      case .parameterChanged(let name, let value):
        if let index = present.parameters.firstIndex(where: { $0.name == name }) {
          present.parameters[index].value = value
        }
      case .pitfallSwitched(let name):
        present.pitfall = name
        return JSONValue(input, adding: .init("effective", effective(in: present)))
      case .triggered, .markerSet: break
      }
      return JSONValue(input)
    }
  }

  /// What made the result, beside the scenario and its knobs at the start.
  private var provenance: [JSONValue.Member] {
    let inputs = JSONValue.Member("inputs", .array(inputs))
    guard let origin else { return [inputs] }
    return [
      inputs, .init("repeat", .string(origin.command)), .init("version", .string(origin.version)),
    ]
  }
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
      .init("completed", .count(counts.completed)),
      .init("failed", .count(counts.failed)),
      .init("dropped", .count(counts.dropped)),
      .init("lost", .count(counts.lost)),
    ])
  }
}
