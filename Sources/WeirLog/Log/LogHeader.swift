public import WeirEvents

/// The first line of a session log: which program recorded which run.
///
/// The values of knobs are kept as they are written on the command line; only the scenario knows what they mean.
public struct LogHeader: Hashable, Sendable {
  /// The version of the format that this program writes and reads.
  public static let format = 1

  /// The version of the program that wrote the log.
  public var version: String
  public var scenario: String
  public var preset: String
  public var pitfall: String?
  public var seed: UInt64
  /// In the scenario's order of knobs.
  public var parameters: [Parameter]
  /// When the recording began, by the wall clock, such as `2026-11-22T09:00:00Z`.
  public var started: String

  /// A knob by name, and what it is set to.
  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The header of a run; its inputs come as events.
  public init(_ specification: RunSpecification, version: String, started: String) {
    self.version = version
    self.started = started
    scenario = specification.scenario
    preset = specification.preset
    pitfall = specification.pitfall
    seed = specification.seed
    parameters = specification.parameters.map {
      Parameter(name: $0.name, text: $0.value.description)
    }
  }

  /// What repeats the run, but for its inputs.
  ///
  /// - Throws: `KnobError` if a knob does not take its value. Knobs that the scenario lacks are left out.
  public func specification(for scenario: ScenarioDescription) throws(KnobError)
    -> RunSpecification
  {
    var values: [RunSpecification.Parameter] = []
    for parameter in parameters {
      guard let knob = scenario.knob(named: parameter.name) else { continue }
      let value = try knob.value(from: parameter.text)
      values.append(.init(name: parameter.name, value: value))
    }
    return RunSpecification(
      scenario: self.scenario, preset: preset, pitfall: pitfall, seed: seed, parameters: values)
  }
}

// MARK: On the wire

extension LogHeader {
  var json: JSONValue {
    .object([
      .init("weir", .count(LogHeader.format)),
      .init("version", .string(version)),
      .init("scenario", .string(scenario)),
      .init("preset", .string(preset)),
      .init("pitfall", .optional(pitfall)),
      .init("seed", .integer(Int128(seed))),
      .init("parameters", .object(parameters.map { .init($0.name, .scalar($0.text)) })),
      .init("started", .string(started)),
    ])
  }

  /// Reads the first line of a log.
  package init(_ json: JSONValue) throws(LogError) {
    guard case .integer(let format) = json["weir"] else { throw .notALog }
    guard format == Int128(LogHeader.format) else {
      throw .unknownVersion(Int(clamping: format))
    }
    guard case .integer(let seed) = json["seed"], let seed = UInt64(exactly: seed) else {
      throw .badHeader(key: "seed")
    }
    guard case .object(let members) = json["parameters"] else {
      throw .badHeader(key: "parameters")
    }
    self.seed = seed
    version = try LogHeader.text("version", of: json)
    scenario = try LogHeader.text("scenario", of: json)
    preset = try LogHeader.text("preset", of: json)
    started = try LogHeader.text("started", of: json)
    pitfall = json["pitfall"]?.scalarText
    parameters = members.compactMap { member in
      member.value.scalarText.map { Parameter(name: member.key, text: $0) }
    }
  }

  private static func text(_ key: String, of json: JSONValue) throws(LogError) -> String {
    guard case .string(let text) = json[key] else { throw .badHeader(key: key) }
    return text
  }
}
