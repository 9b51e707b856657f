import WeirEvents

extension ResourceScenario {
  static let description = ScenarioDescription(
    name: "resource",
    summary: "Users acquire a resource, use it and release it, whatever happens in between.",
    guideSection: "Common Patterns 2: Async Context Managers",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.manualRelease,
        summary: "The release is a line after the use, which an error or a cancellation skips.",
        lesson:
          "What has to happen in any case belongs in a scope, not in a line at the end: each"
          + " leak removes a place permanently, until none is left.",
        watch: "Flow: after a failed use its place is marked ✗ and stays taken.",
        warningAfter: .seconds(15))
    ],
    knobs: knobs,
    lengthKnob: Name.uses,
    deadlineKnob: Name.patience,
    picture: .resource(users: Stem.user),
    sights: [
      "The bracket of each user: it waits for a place, acquires, uses, releases.",
      "A use that fails or is cancelled: its release runs all the same, undisturbed.",
      "Waiting users are served first come, first served, as places become free.",
    ],
    tries: [
      .init("resources ◂ ◂", "One place: users queue, and some time out."),
      .init(
        "cancel-rate PgUp PgUp PgUp",
        "More cancellations: watch the cleanup on the lanes; none leaks."),
      .init(
        "b", "Manual release: each error leaks a place; press b again, and all are recovered."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Five users share three resources; some uses fail, some are cancelled.",
    values: [
      Name.users: .count(5),
      Name.resources: .count(3),
      Name.acquireTime: .time(.exponential(mean: .milliseconds(100))),
      Name.useTime: .time(.lognormal(median: .milliseconds(500), sigma: 0.6)),
      Name.releaseTime: .time(.constant(.milliseconds(100))),
      Name.pause: .time(.exponential(mean: .milliseconds(1500))),
      Name.failureRate: .share(80),
      Name.cancelRate: .share(80),
      Name.patience: .duration(.seconds(5)),
      Name.uses: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "One user: acquired in a second, released in another; it ends after 2 s.",
    values: [
      Name.users: .count(1),
      Name.resources: .unlimited,
      Name.acquireTime: .time(.constant(.seconds(1))),
      Name.useTime: .time(.constant(.zero)),
      Name.releaseTime: .time(.constant(.seconds(1))),
      Name.pause: .time(.constant(.seconds(1))),
      Name.failureRate: .share(0),
      Name.cancelRate: .share(0),
      Name.patience: .off,
      Name.uses: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.users, unit: "tasks", kind: .count(1...64, step: 1),
      help: "How many users there are; they are started and cancelled as you turn."),
    Knob(
      name: Name.resources, unit: "places", kind: .capacity(1...64, step: 1),
      help: "How many may be in use at once; users keep those they have."),
    Knob(
      name: Name.acquireTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long it takes to acquire a resource, once there is a place."),
    Knob(
      name: Name.useTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a user works with it."),
    Knob(
      name: Name.releaseTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long it takes to release it; nothing shortens that."),
    Knob(
      name: Name.pause, unit: "time", kind: .time(.milliseconds(1)...(.seconds(3600))),
      help: "How long a user pauses before the next use."),
    Knob(
      name: Name.failureRate, unit: "of uses", kind: .share(step: 10),
      help: "The share of uses that fail at the end of their work."),
    Knob(
      name: Name.cancelRate, unit: "of uses", kind: .share(step: 10),
      help: "The share of uses that are cancelled halfway, from outside."),
    Knob(
      name: Name.patience, unit: "time",
      kind: .optionalDuration(.milliseconds(1)...(.seconds(3600))),
      help: "How long a user waits for the resource before it gives up."),
    Knob(
      name: Name.uses, unit: "uses", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many uses all users make together."),
  ]

  /// The knobs by name.
  enum Name {
    static let users = "users"
    static let resources = "resources"
    static let acquireTime = "acquire-time"
    static let useTime = "use-time"
    static let releaseTime = "release-time"
    static let pause = "pause"
    static let failureRate = "failure-rate"
    static let cancelRate = "cancel-rate"
    static let patience = "patience"
    static let uses = "uses"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let manualRelease = "manual-release"
  }
}
