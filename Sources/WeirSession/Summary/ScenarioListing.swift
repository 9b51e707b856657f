import WeirAnalysis
public import WeirEvents
public import WeirLog

/// The list of scenarios for other programs, as written by `weir list --json`.
public struct ScenarioListing: Sendable {
  private let scenarios: [ScenarioDescription]

  /// Creates a list of scenarios, in the given order.
  public init(_ scenarios: [ScenarioDescription]) {
    self.scenarios = scenarios
  }

  /// An array with one object per scenario.
  public var json: JSONValue { .array(scenarios.map(ScenarioListing.json)) }

  private static func json(_ scenario: ScenarioDescription) -> JSONValue {
    .object([
      .init("name", .string(scenario.name)),
      .init("summary", .string(scenario.summary)),
      .init("guide", .string(scenario.guideSection)),
      .init("presets", .array(scenario.presets.map { json($0, in: scenario) })),
      .init("pitfalls", .array(scenario.pitfalls.map(json))),
      .init(
        "triggers",
        .array(scenario.triggers.map { json(name: $0.name, summary: $0.summary) })),
      .init("knobs", .array(scenario.knobs.map { json($0, in: scenario) })),
    ])
  }

  private static func json(_ pitfall: ScenarioDescription.Pitfall) -> JSONValue {
    .object([
      .init("name", .string(pitfall.name)), .init("summary", .string(pitfall.summary)),
      .init("lesson", .string(pitfall.lesson)),
      .init("watch", .string(pitfall.watch)),
      .init("warningAfterSeconds", .number(pitfall.warningAfter.seconds)),
      .init("overrules", .object(pitfall.overrules.map(JSONValue.Member.init))),
      .init("uses", .array(pitfall.uses.map { .string($0) })),
    ])
  }

  private static func json(name: String, summary: String) -> JSONValue {
    .object([.init("name", .string(name)), .init("summary", .string(summary))])
  }

  private static func json(
    _ preset: ScenarioDescription.Preset, in scenario: ScenarioDescription
  ) -> JSONValue {
    let values = scenario.parameters(of: preset).map { parameter in
      JSONValue.Member(parameter.name, .scalar(parameter.value.description))
    }
    return .object([
      .init("name", .string(preset.name)),
      .init("summary", .string(preset.summary)),
      .init("values", .object(values)),
    ])
  }

  /// The default value is that of the default preset.
  private static func json(_ knob: Knob, in scenario: ScenarioDescription) -> JSONValue {
    let value = scenario.value(of: knob, in: scenario.standardPreset)
    let standard = value.map { JSONValue.scalar($0.description) } ?? .null
    return .object([
      .init("name", .string(knob.name)),
      .init("kind", .string(knob.kind.name)),
      .init("unit", .string(knob.unit)),
      .init("range", .string(knob.kind.rangeText)),
      .init("step", .scalar(knob.kind.stepText)),
      .init("default", standard),
      .init("help", .string(knob.help)),
    ])
  }
}
