import WeirEvents

extension CoroutineScenario {
  static let description = ScenarioDescription(
    name: "coroutine",
    summary:
      "Coroutines start, wait for simulated I/O, and finish: one after the other, or together.",
    guideSection: "Core Concepts 1: Coroutines",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.syncSleep,
        summary: "The coroutines wait with a blocking sleep, which holds the loop.",
        lesson:
          "await yields the loop, a blocking call keeps it: together is now as slow as one"
          + " after the other.",
        watch: "Flow: the bars grow one at a time instead of together.",
        warningAfter: .seconds(5))
    ],
    knobs: knobs,
    lengthKnob: Name.rounds,
    picture: .rounds(
      of: Stem.coroutine, count: Name.count, inTurn: .init(Name.order, Order.inTurn)),
    sights: [
      "A waiting coroutine holds up no other: all lines of a round grow at the same time. The dots"
        + " after a line lead to ○, the instant at which it resumes.",
      "Together, a round takes as long as its longest coroutine; in turn, as long as all of them:"
        + " compare the two bars at the bottom.",
    ],
    tries: [
      .init("order ▸", "Choose in-turn: the same work, one after the other, takes the sum."),
      .init(
        "count ▸ ▸ ▸", "More at once: the round hardly gets longer, since waiting costs nothing."),
      .init("b", "A blocking sleep: only one runs; the others are ready, and can't."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Six coroutines together, round after round.",
    values: [
      Name.count: .count(6),
      Name.ioTime: .time(.lognormal(median: .milliseconds(1200), sigma: 0.5)),
      Name.pause: .time(.constant(.milliseconds(600))),
      Name.rounds: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide", summary: "One coroutine that waits for a second; it ends after 1 s.",
    values: [
      Name.count: .count(1),
      Name.ioTime: .time(.constant(.seconds(1))),
      Name.pause: .time(.constant(.zero)),
      Name.rounds: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.count, unit: "coroutines", kind: .count(1...64, step: 1),
      help: "How many coroutines a round has; when you lower it, the newest stop."),
    Knob(
      name: Name.ioTime, unit: "time", kind: .time(.microseconds(1)...(.seconds(3600))),
      help: "How long a coroutine waits for its simulated I/O."),
    Knob(
      name: Name.order, unit: "", kind: .choice([Order.together, Order.inTurn]),
      standard: .choice(Order.together),
      help: "Whether all start at once, or each when the one before has finished."),
    Knob(
      name: Name.pause, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long the pause between two rounds is."),
    Knob(
      name: Name.rounds, unit: "rounds", kind: .capacity(1...1_000_000, step: 1),
      help: "How many rounds there are."),
  ]

  /// The knobs by name.
  enum Name {
    static let count = "count"
    static let ioTime = "io-time"
    static let order = "order"
    static let pause = "pause"
    static let rounds = "rounds"
  }

  /// The orders by name.
  enum Order {
    static let together = "together"
    static let inTurn = "in-turn"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let syncSleep = "sync-sleep"
  }
}
