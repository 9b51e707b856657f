import WeirAnalysis
public import WeirEvents
public import WeirLog

/// The scenarios that there are, for other programs: what `weir list --json` writes.
public struct ScenarioListing: Sendable {
  private let scenarios: [ScenarioDescription]

  public init(_ scenarios: [ScenarioDescription]) {
    self.scenarios = scenarios
  }

  /// An array with an object for each scenario.
  public var json: JSONValue { .array(scenarios.map(ScenarioListing.json)) }

  private static func json(_ scenario: ScenarioDescription) -> JSONValue {
    .object([
      .init("name", .string(scenario.name)),
      .init("summary", .string(scenario.summary)),
      .init("guide", .string(scenario.guideSection)),
      .init("presets", .array(scenario.presets.map { json($0, scenario.knobs) })),
      .init("pitfalls", .array(scenario.pitfalls.map(json))),
      .init(
        "triggers",
        .array(scenario.triggers.map { json(name: $0.name, summary: $0.summary) })),
      .init("knobs", .array(scenario.knobs.enumerated().map { json($1, at: $0, in: scenario) })),
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

  private static func json(_ preset: ScenarioDescription.Preset, _ knobs: [Knob]) -> JSONValue {
    let values = zip(knobs, preset.values).map { knob, value in
      JSONValue.Member(knob.name, .scalar(value.description))
    }
    return .object([
      .init("name", .string(preset.name)),
      .init("summary", .string(preset.summary)),
      .init("values", .object(values)),
    ])
  }

  /// The default is that of the first preset.
  private static func json(_ knob: Knob, at index: Int, in scenario: ScenarioDescription)
    -> JSONValue
  {
    let values = scenario.presets.first?.values ?? []
    let standard = index < values.count ? JSONValue.scalar(values[index].description) : .null
    return .object([
      .init("name", .string(knob.name)),
      .init("kind", .string(knob.kind.name)),
      .init("unit", .string(knob.unit)),
      .init("range", .string(knob.rangeText)),
      .init("step", knob.kind.step),
      .init("default", standard),
      .init("help", .string(knob.help)),
    ])
  }
}

extension Knob.Kind {
  fileprivate var name: String {
    switch self {
    case .count: "count"
    case .capacity: "capacity"
    case .time: "time"
    case .duration: "duration"
    case .optionalDuration: "optional-duration"
    case .choice: "choice"
    case .share: "share"
    case .rate: "rate"
    }
  }

  /// How far one turn goes: even steps, the next of ten round numbers to a decade, or the next word.
  fileprivate var step: JSONValue {
    switch self {
    case .count(_, let step), .capacity(_, let step): .count(step)
    case .share(let step): .string(KnobValue.share(step).description)
    case .time, .duration, .optionalDuration, .rate: .string("about a quarter")
    case .choice: .string("the next one")
    }
  }
}
