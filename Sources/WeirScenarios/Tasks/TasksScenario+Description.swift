import WeirEvents

extension TasksScenario {
  static let description = ScenarioDescription(
    name: "tasks",
    summary: "Tasks are created and gathered: fan-out and fan-in, within a limit.",
    guideSection: "Core Concepts 2: Tasks",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.fireAndForget,
        summary: "Tasks are started and forgotten: no handle, and nothing waits.",
        lesson:
          "The answer comes at once and means nothing: the work is not done, its errors are never"
          + " seen, and nothing limits how much of it runs.",
        watch: "Tasks: more and more workers live, and rounds end at once.",
        warningAfter: .seconds(4),
        overrules: [
          .unused(Name.concurrencyLimit),
          .unused(Name.onFailure),
        ])
    ],
    knobs: knobs,
    lengthKnob: Name.rounds,
    picture: .gathering(of: Stem.worker, count: Name.tasks),
    sights: [
      "A round starts as many workers as the limit allows; others follow as places become free.",
      "The slowest worker determines the length of a round: one straggler delays all results.",
      "One error: the siblings are cancelled, and the error is thrown when the last has ended.",
    ],
    tries: [
      .init(
        "concurrency-limit ◂ ◂", "Fewer at once: the lanes become stairs, and rounds take longer."),
      .init(
        "on-failure ▸", "Choose collect: an error no longer stops the others, and rounds end later."
      ),
      .init("b", "Fire and forget: rounds take no time at all, and errors go unseen."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Eight tasks, four at a time, round after round; some fail.",
    values: [
      Name.tasks: .count(8),
      Name.workTime: .time(.lognormal(median: .milliseconds(800), sigma: 0.6)),
      Name.concurrencyLimit: .count(4),
      Name.failureRate: .share(50),
      Name.rounds: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide", summary: "Two tasks of a second, gathered; it ends after 1 s, not after 2.",
    values: [
      Name.tasks: .count(2),
      Name.workTime: .time(.constant(.seconds(1))),
      Name.concurrencyLimit: .unlimited,
      Name.failureRate: .share(0),
      Name.rounds: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.tasks, unit: "tasks", kind: .count(1...256, step: 1),
      help: "How many tasks a round gathers; takes effect with the next round."),
    Knob(
      name: Name.workTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a task works; the longest determines the round."),
    Knob(
      name: Name.concurrencyLimit, unit: "tasks", kind: .capacity(1...256, step: 1),
      help: "How many tasks of a round run at once; checked whenever one ends."),
    Knob(
      name: Name.failureRate, unit: "of tasks", kind: .share(step: 10),
      help: "The share of tasks that fail at the end of their work."),
    Knob(
      name: Name.onFailure, unit: "", kind: .choice([OnFailure.cancelSiblings, OnFailure.collect]),
      standard: .choice(OnFailure.cancelSiblings),
      help: "What the first error means for the others: they are cancelled, or all are collected."),
    Knob(
      name: Name.pause, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(3600))),
      standard: .duration(.milliseconds(250)),
      help: "How long the pause between two rounds is."),
    Knob(
      name: Name.rounds, unit: "rounds", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many rounds there are."),
  ]

  /// The knobs by name.
  enum Name {
    static let tasks = "tasks"
    static let workTime = "work-time"
    static let concurrencyLimit = "concurrency-limit"
    static let failureRate = "failure-rate"
    static let onFailure = "on-failure"
    static let pause = "pause"
    static let rounds = "rounds"
  }

  /// The failure policies by name.
  enum OnFailure {
    static let cancelSiblings = "cancel-siblings"
    static let collect = "collect"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let fireAndForget = "fire-and-forget"
  }
}
