import WeirEvents

extension ShutdownScenario {
  static let description = ScenarioDescription(
    name: "shutdown",
    summary: "A server shuts down: no new work, work in progress ends, the rest is cancelled.",
    guideSection: "Best Practices 5: Implement graceful shutdown mechanisms",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.abrupt,
        summary: "The server returns at once, and its tasks are killed at the next shutdown.",
        lesson:
          "Nothing waits for work in progress: its tasks outlive the server, and what they hold"
          + " when they are killed is lost.",
        watch: "Flow: at the next shutdown the workers stay behind without a server.",
        warningAfter: .seconds(20),
        overrules: [
          .unused(Name.grace),
          .unused(Name.drainOrder),
        ])
    ],
    knobs: knobs,
    lengthKnob: Name.generations,
    picture: .shutdown(
      of: Stem.server, timers: Stem.timer, from: .init(Stem.load, plural: "load"),
      to: .init(Stem.worker)),
    triggers: [
      .init(
        name: Trigger.shutdown,
        summary: "Shuts down the current server; a second time, it skips to the next phase.")
    ],
    sights: [
      "The phases: stop intake, drain, cancel, finished; the grace period runs out meanwhile.",
      "The queue is emptied by the workers that still run, then they end.",
      "The next server starts when the one before has nothing left to do.",
    ],
    tries: [
      .init("g", "Shut down now, whenever you like: the queue drains, and nothing is lost."),
      .init(
        "grace Enter 100ms Enter g",
        "Less grace than the work needs: the rest is cancelled and reported."),
      .init(
        "work-time ▸ ▸ ▸, drain-order ▸, g",
        "More load than workers, and workers first: they finish their items, and the queue's items are abandoned."
      ),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "A server that shuts down every 15 s, and its successor.",
    values: [
      Name.workers: .count(8),
      Name.workTime: .time(.lognormal(median: .milliseconds(400), sigma: 0.6)),
      Name.grace: .duration(.seconds(3)),
      Name.trigger: .duration(.seconds(15)),
      Name.generations: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "One server that shuts down after 5 s: all work that it accepted is done.",
    values: [
      Name.workers: .count(4),
      Name.workTime: .time(.constant(.milliseconds(300))),
      Name.grace: .duration(.seconds(10)),
      Name.trigger: .duration(.seconds(5)),
      Name.generations: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.load, unit: "arrivals", kind: .rate(100...10_000_000), standard: .rate(12_000),
      help: "How often an item arrives; the gaps are exponential."),
    Knob(
      name: Name.workers, unit: "tasks", kind: .count(1...64, step: 1),
      help: "How many tasks work on items; a surplus one finishes its current item."),
    Knob(
      name: Name.workTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long an item takes."),
    Knob(
      name: Name.capacity, unit: "items", kind: .capacity(0...1024, step: 1), standard: .count(32),
      help: "How many items may wait."),
    Knob(
      name: Name.grace, unit: "time", kind: .duration(.zero...(.seconds(3600))),
      help: "How long a server may take to end by itself; takes effect with the next shutdown."),
    Knob(
      name: Name.drainOrder, unit: "",
      kind: .choice([DrainOrder.intakeFirst, DrainOrder.workersFirst]),
      standard: .choice(DrainOrder.intakeFirst),
      help: "Whether the queue is emptied before the workers end, or they end first."),
    Knob(
      name: Name.trigger, unit: "time",
      kind: .optionalDuration(.milliseconds(100)...(.seconds(86400))),
      help: "How long a server runs before it shuts down; off: only if triggered."),
    Knob(
      name: Name.generations, unit: "servers", kind: .capacity(1...1_000_000, step: 1),
      help: "How many servers run, one after the other."),
  ]

  /// The knobs by name.
  enum Name {
    static let load = "load"
    static let workers = "workers"
    static let workTime = "work-time"
    static let capacity = "capacity"
    static let grace = "grace"
    static let drainOrder = "drain-order"
    static let trigger = "trigger"
    static let generations = "generations"
  }

  /// The drain orders by name.
  enum DrainOrder {
    static let intakeFirst = "intake-first"
    static let workersFirst = "workers-first"
  }

  /// The triggers by name.
  enum Trigger {
    static let shutdown = "shutdown"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let abrupt = "abrupt"
  }
}
