import WeirEvents

extension BatchingScenario {
  static let description = ScenarioDescription(
    name: "batching",
    summary: "Items arrive one by one and are processed in batches, by size or by age.",
    guideSection: "Performance Optimization 1: Batching Operations",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.oneByOne,
        summary: "Each item is processed alone, and awaited before the next.",
        lesson:
          "An await in a loop does one thing at a time, and each item pays the full price of a"
          + " batch: the intake fills up.",
        watch: "Depth: the intake fills up, and latency grows with it.",
        warningAfter: .seconds(12),
        overrules: [
          .unused(Name.method),
          .unused(Name.batchSize),
          .unused(Name.linger),
          .unused(Name.concurrency),
        ]),
      .init(
        name: Pitfall.unbounded,
        summary: "A task for each item, all at once, without a limit.",
        lesson:
          "Tasks are cheap, but what they need is not: hundreds wait for the backend, which gets no"
          + " faster. Code that starts tasks must limit how many there can be.",
        watch: "Flow: hundreds of tasks wait in line for the backend.",
        warningAfter: .seconds(12),
        overrules: [
          .unused(Name.method),
          .unused(Name.batchSize),
          .unused(Name.linger),
        ]),
    ],
    knobs: knobs,
    lengthKnob: Name.items,
    picture: .batches(
      submitters: Stem.submitter, collectors: Stem.batcher,
      gathering: .init(Name.method, Method.gather), children: Stem.item),
    sights: [
      "A batch is flushed when it is full or its linger expires, whichever comes first.",
      "Few items: batches are flushed by linger, and latency is mostly waiting.",
      "Many items: batches are flushed by size, and the backend limits how many run.",
    ],
    tries: [
      .init(
        "arrival-rate ▸ ▸ ▸",
        "More arrivals: batches fill before their linger ends, and get cheaper."),
      .init(
        "linger ◂ ◂ ◂", "A shorter linger: less latency, smaller batches, a busier backend."),
      .init("b", "One by one: the intake fills up within seconds."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Forty items a second, in batches of sixteen or a quarter of a second.",
    values: [
      Name.method: .choice(Method.microBatcher),
      Name.burst: .count(1),
      Name.batchSize: .count(16),
      Name.linger: .duration(.milliseconds(250)),
      Name.batchCost: .time(.constant(.milliseconds(100))),
      Name.itemCost: .time(.exponential(mean: .milliseconds(5))),
      Name.concurrency: .count(2),
      Name.capacity: .count(64),
      Name.items: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "Ten items at once, gathered without a limit, 0.1 s each; it ends after 0.1 s.",
    values: [
      Name.method: .choice(Method.gather),
      Name.burst: .count(10),
      Name.batchSize: .count(10),
      Name.linger: .duration(.zero),
      Name.batchCost: .time(.constant(.zero)),
      Name.itemCost: .time(.constant(.milliseconds(100))),
      Name.concurrency: .unlimited,
      Name.capacity: .unlimited,
      Name.items: .count(10),
    ])

  private static let knobs = [
    Knob(
      name: Name.method, unit: "", kind: .choice([Method.microBatcher, Method.gather]),
      help: "How batches form: by size and linger, or from all waiting items, one child task each."),
    Knob(
      name: Name.arrivalRate, unit: "arrivals", kind: .rate(100...10_000_000),
      standard: .rate(40_000),
      help: "How often items arrive; the gaps are exponential."),
    Knob(
      name: Name.burst, unit: "items", kind: .count(1...1000, step: 1),
      help: "How many items arrive at once."),
    Knob(
      name: Name.batchSize, unit: "items", kind: .count(1...64, step: 1),
      help: "Number of items that fill a batch."),
    Knob(
      name: Name.linger, unit: "time", kind: .duration(.zero...(.seconds(60))),
      help: "How long the first item of a batch waits for others."),
    Knob(
      name: Name.batchCost, unit: "time", kind: .time(.zero...(.seconds(60))),
      help: "How long the backend takes for a batch, however many items it has."),
    Knob(
      name: Name.itemCost, unit: "time", kind: .time(.zero...(.seconds(60))),
      help: "How long each item of a batch adds; in a gather, how long each child takes."),
    Knob(
      name: Name.concurrency, unit: "places", kind: .capacity(1...16, step: 1),
      help: "How many places the backend has, and so how many batches run at once."),
    Knob(
      name: Name.capacity, unit: "items", kind: .capacity(1...4096, step: 1),
      help: "How many items the intake holds before the source has to wait."),
    Knob(
      name: Name.items, unit: "items", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many items arrive."),
  ]

  /// The knobs by name.
  enum Name {
    static let method = "method"
    static let arrivalRate = "arrival-rate"
    static let burst = "burst"
    static let batchSize = "batch-size"
    static let linger = "linger"
    static let batchCost = "batch-cost"
    static let itemCost = "item-cost"
    static let concurrency = "concurrency"
    static let capacity = "capacity"
    static let items = "items"
  }

  /// The methods by name.
  enum Method {
    static let microBatcher = "micro-batcher"
    static let gather = "gather"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let oneByOne = "one-by-one"
    static let unbounded = "unbounded"
  }
}
