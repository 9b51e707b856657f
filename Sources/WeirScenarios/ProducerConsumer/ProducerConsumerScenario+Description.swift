import WeirEvents

extension ProducerConsumerScenario {
  static let description = ScenarioDescription(
    name: "producer-consumer",
    summary: "Producers put items into a bounded queue, consumers take them out and work on them.",
    guideSection: "Common Patterns 1: Producer-Consumer Pattern",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.noTaskDone,
        summary: "Consumers never mark an item as done, so that join waits forever.",
        lesson: "join counts calls, not work: the shift never ends, although all work is done.",
        watch: "Flow: the shift waits in join, and no new one ever starts.",
        warningAfter: .seconds(40)),
      .init(
        name: Pitfall.noCancel,
        summary: "Consumers are not cancelled after the work, and outlive it.",
        lesson:
          "An endless loop has to be cancelled: the consumers of old shifts stay, and"
          + " take items that are not theirs.",
        watch: "Tasks: after each shift its consumers stay next to the new ones.",
        warningAfter: .seconds(45)),
    ],
    knobs: knobs,
    lengthKnob: Name.items,
    deadlineKnob: Name.deadline,
    picture: .queue(from: .init(Stem.producer), to: .init(Stem.consumer)),
    sights: [
      "The queue: when it is full, producers block; when it is empty, consumers wait.",
      "Each shift is the guide's program: consumers start, join waits for all items to be done,"
        + " consumers are cancelled.",
    ],
    tries: [
      .init(
        "consumers ◂ ◂ ◂",
        "One consumer: the queue fills within 20 s, and the producers slow down to its rate."
      ),
      .init(
        "overflow ▸ ▸",
        "Drop the oldest: producers no longer block; the count of dropped items is the price."),
      .init(
        "deadline Enter 1s Enter",
        "A short one: work that takes longer is given up, and its item with it."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Runs forever, in shifts.",
    values: [
      Name.producers: .count(4),
      Name.consumers: .count(4),
      Name.capacity: .count(8),
      Name.produceTime: .time(.exponential(mean: .seconds(1))),
      Name.consumeTime: .time(.lognormal(median: .milliseconds(600), sigma: 0.8)),
      Name.deadline: .duration(.seconds(20)),
      Name.items: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "One producer, five items a second apart, one consumer; it ends after 5 s.",
    values: [
      Name.producers: .count(1),
      Name.consumers: .count(1),
      Name.capacity: .unlimited,
      Name.produceTime: .time(.constant(.seconds(1))),
      Name.consumeTime: .time(.constant(.zero)),
      Name.deadline: .off,
      Name.items: .count(5),
    ])

  private static let knobs = [
    Knob(
      name: Name.producers, unit: "tasks", kind: .count(0...64, step: 1),
      help: "Number of tasks that put items in; they start and are cancelled as you turn."),
    Knob(
      name: Name.consumers, unit: "tasks", kind: .count(1...64, step: 1),
      help: "How many tasks take items out; a cancelled one finishes its current item."),
    Knob(
      name: Name.capacity, unit: "items", kind: .capacity(0...1024, step: 1),
      help: "How many items the queue holds; with 0, producers wait for a consumer."),
    Knob(
      name: Name.produceTime, unit: "time", kind: .time(.microseconds(1)...(.seconds(3600))),
      help: "How long a producer takes to make its next item."),
    Knob(
      name: Name.consumeTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a consumer works on an item."),
    Knob(
      name: Name.overflow, unit: "", kind: .choice(OverflowPolicy.allCases.map(\.name)),
      standard: .choice("block"),
      help: "What a full queue does with one more item."),
    Knob(
      name: Name.deadline, unit: "time",
      kind: .optionalDuration(.milliseconds(1)...(.seconds(3600))),
      help: "How long the work on one item may take before it is given up."),
    Knob(
      name: Name.shift, unit: "time", kind: .duration(.milliseconds(100)...(.seconds(86400))),
      standard: .duration(.seconds(30)),
      help: "How long consumers work before they are replaced; takes effect with the next shift."),
    Knob(
      name: Name.items, unit: "items", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many items each producer makes before it ends."),
  ]

  /// The knobs by name.
  enum Name {
    static let producers = "producers"
    static let consumers = "consumers"
    static let capacity = "capacity"
    static let produceTime = "produce-time"
    static let consumeTime = "consume-time"
    static let overflow = "overflow"
    static let deadline = "deadline"
    static let shift = "shift"
    static let items = "items"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let noTaskDone = "no-task-done"
    static let noCancel = "no-cancel"
  }
}
