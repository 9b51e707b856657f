import WeirEvents

extension PoolScenario {
  static let description = ScenarioDescription(
    name: "pool",
    summary: "Many requests share a pool of connections: connect, reuse, wait, expire.",
    guideSection: "Performance Optimization 2: Connection Pooling",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.noPool,
        summary: "Each request opens a connection of its own and closes it afterwards.",
        lesson:
          "Connecting is part of each request now: the same load needs more connections than the"
          + " limit allows, and requests wait for a place. Share one session.",
        watch: "Latency: opening a connection is a part of every request.",
        warningAfter: .seconds(10)),
      .init(
        name: Pitfall.leak,
        summary: "Some requests end without releasing their connection.",
        lesson:
          "Each leaked connection is a place lost forever: the pool runs empty although it is not"
          + " in use. Release where you acquire, whatever happens.",
        watch: "Flow: one place after the other is marked ✗ until none is left.",
        warningAfter: .seconds(4),
        uses: [Name.leakShare]),
    ],
    knobs: knobs,
    lengthKnob: Name.requests,
    deadlineKnob: Name.acquireTimeout,
    picture: .pool(requests: Stem.request, idleLimit: Name.idleTimeout),
    sights: [
      "A request takes the connection that was used last; only if none is free, one is opened.",
      "At the limit requests wait in line, and give up after their acquire timeout.",
      "The keeper closes connections that are idle for the idle timeout.",
    ],
    tries: [
      .init(
        "pool-size PgDn",
        "Three: fewer connections than the load needs: a line forms, then timeouts."),
      .init(
        "idle-timeout ◂ ◂",
        "A shorter one: connections expire between uses, and have to be opened again."),
      .init("b b", "The leak: places vanish one by one, until every request times out."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Twenty requests a second share eight connections.",
    values: [
      Name.burst: .count(1),
      Name.poolSize: .count(8),
      Name.requestTime: .time(.lognormal(median: .milliseconds(200), sigma: 0.5)),
      Name.connectTime: .time(.uniform(from: .milliseconds(200), to: .milliseconds(400))),
      Name.acquireTimeout: .duration(.seconds(2)),
      Name.idleTimeout: .duration(.seconds(1)),
      Name.requests: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "Ten requests at once through one session; connect 0.1 s, answer 0.2 s: 0.3 s.",
    values: [
      Name.burst: .count(10),
      Name.poolSize: .count(100),
      Name.requestTime: .time(.constant(.milliseconds(200))),
      Name.connectTime: .time(.constant(.milliseconds(100))),
      Name.acquireTimeout: .off,
      Name.idleTimeout: .duration(.seconds(15)),
      Name.requests: .count(10),
    ])

  private static let knobs = [
    Knob(
      name: Name.requestRate, unit: "arrivals", kind: .rate(100...10_000_000),
      standard: .rate(20_000),
      help: "How often requests arrive; the gaps are exponential."),
    Knob(
      name: Name.burst, unit: "requests", kind: .count(1...1000, step: 1),
      help: "How many requests arrive at once."),
    Knob(
      name: Name.poolSize, unit: "connections", kind: .count(1...1000, step: 1),
      help: "How many connections there may be at once."),
    Knob(
      name: Name.requestTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a request uses its connection."),
    Knob(
      name: Name.connectTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long it takes to open a connection."),
    Knob(
      name: Name.acquireTimeout, unit: "time",
      kind: .optionalDuration(.milliseconds(1)...(.seconds(3600))),
      help: "How long a request waits for a connection before it gives up."),
    Knob(
      name: Name.idleTimeout, unit: "time",
      kind: .optionalDuration(.milliseconds(1)...(.seconds(3600))),
      help: "How long a connection may be idle before it is closed."),
    Knob(
      name: Name.leakShare, unit: "requests", kind: .share(step: 10), standard: .share(50),
      help: "With the leak: the share of requests that leak their connection."),
    Knob(
      name: Name.requests, unit: "requests", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many requests arrive."),
  ]

  /// The knobs by name.
  enum Name {
    static let requestRate = "request-rate"
    static let burst = "burst"
    static let poolSize = "pool-size"
    static let requestTime = "request-time"
    static let connectTime = "connect-time"
    static let acquireTimeout = "acquire-timeout"
    static let idleTimeout = "idle-timeout"
    static let leakShare = "leak-share"
    static let requests = "requests"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let noPool = "no-pool"
    static let leak = "leak"
  }
}
