import WeirEvents

extension BlockingScenario {
  static let description = ScenarioDescription(
    name: "blocking",
    summary: "CPU-bound work next to a heartbeat: the loop lags unless the work runs elsewhere.",
    guideSection: "Common Pitfalls 1 and 3: blocking the event loop",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.onTheLoop,
        summary: "The work is done on the loop's own worker, in one piece.",
        lesson:
          "While one task computes no other runs: the heartbeat comes late by as long as the"
          + " work takes.",
        watch: "Flow: the heartbeat is late by as long as the work takes.",
        warningAfter: .seconds(3),
        overrules: [
          .unused(Name.workers),
          .unused(Name.offload),
          .unused(Name.slice),
        ])
    ],
    knobs: knobs,
    lengthKnob: Name.jobs,
    picture: .workers(
      heartbeat: Stem.heartbeat, computing: Stem.cruncher, count: Name.workers),
    sights: [
      "The heartbeat should be regular; how late it is shows how long the loop was blocked.",
      "Crunchers compute on background workers; with more crunchers than workers they queue.",
    ],
    tries: [
      .init("offload ▸", "Choose slices: the work stays on the loop, and others run in between."),
      .init(
        "workers ◂", "One worker fewer: the crunchers wait for each other, the heartbeat doesn't."),
      .init("b", "On the loop: the heartbeat is late by as long as the work takes."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Three crunchers share two background workers.",
    values: [
      Name.workers: .count(2),
      Name.crunchers: .count(3),
      Name.cpuTime: .time(.lognormal(median: .milliseconds(500), sigma: 0.5)),
      Name.rest: .time(.exponential(mean: .milliseconds(700))),
      Name.jobs: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide", summary: "A one-second job next to a heartbeat; it ends after 1 s.",
    values: [
      Name.workers: .count(1),
      Name.crunchers: .count(1),
      Name.cpuTime: .time(.constant(.seconds(1))),
      Name.rest: .time(.constant(.zero)),
      Name.jobs: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.workers, unit: "workers", kind: .count(1...32, step: 1),
      help: "How many background workers there are."),
    Knob(
      name: Name.crunchers, unit: "tasks", kind: .count(0...64, step: 1),
      help: "How many tasks have CPU-bound work; they are started and cancelled as you turn."),
    Knob(
      name: Name.cpuTime, unit: "time", kind: .time(.microseconds(1)...(.seconds(600))),
      help: "How long one piece of work computes."),
    Knob(
      name: Name.rest, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a cruncher rests after a piece of work."),
    Knob(
      name: Name.heartbeat, unit: "time", kind: .duration(.milliseconds(1)...(.seconds(60))),
      standard: .duration(.milliseconds(100)),
      help: "Time between heartbeats."),
    Knob(
      name: Name.offload, unit: "", kind: .choice([Offload.pool, Offload.slices]),
      standard: .choice(Offload.pool),
      help: "Where the work is done: on background workers, or on the loop in slices."),
    Knob(
      name: Name.slice, unit: "time", kind: .duration(.microseconds(100)...(.milliseconds(50))),
      standard: .duration(.milliseconds(10)),
      help: "How long a slice holds the loop before other tasks can run."),
    Knob(
      name: Name.jobs, unit: "jobs", kind: .capacity(1...1_000_000, step: 1),
      help: "How many pieces of work each cruncher does before it ends."),
  ]

  /// The knobs by name.
  enum Name {
    static let workers = "workers"
    static let crunchers = "crunchers"
    static let cpuTime = "cpu-time"
    static let rest = "rest"
    static let heartbeat = "heartbeat"
    static let offload = "offload"
    static let slice = "slice"
    static let jobs = "jobs"
  }

  /// The places to compute by name.
  enum Offload {
    static let pool = "pool"
    static let slices = "slices"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let onTheLoop = "on-the-loop"
  }
}
