import WeirEvents

extension ServiceScenario {
  static let description = ScenarioDescription(
    name: "service",
    summary: "All together: clients, a queue, workers with deadlines and retries, a pool, batched"
      + " writes, graceful shutdown.",
    guideSection: "Best Practices 1 to 5, together",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.retryStorm,
        summary: "Failed queries are retried at once, without backoff and without a budget.",
        lesson: "Retries multiply the load just when it is too high: after a burst of slow"
          + " answers the overload feeds itself, and stays when its cause is gone.",
        watch: "Flow: after slow answers goodput falls, and does not recover afterwards.",
        warningAfter: .seconds(30),
        overrules: [
          .holds(Name.base, .duration(.zero)),
          .unused(Name.budget),
        ])
    ],
    knobs: knobs,
    lengthKnob: Name.requests,
    deadlineKnob: Name.deadline,
    picture: .service(clients: .init(Stem.client), workers: .init(ServiceServer.Stem.worker)),
    triggers: [
      .init(name: Trigger.burst, summary: "The database answers slowly for a while."),
      .init(
        name: Trigger.shutdown, summary: "The server shuts down gracefully; the next one starts."),
    ],
    sights: [
      "A request waits in the queue, a worker queries the database, and the result is written in a"
        + " batch with others.",
      "A query that times out breaks its connection: the next user has to open a new one.",
    ],
    tries: [
      .init(
        "g", "A burst of slow answers: the queue fills up, requests are shed; then it recovers."),
      .init("b g", "The same with a retry storm: the burst ends, the overload doesn't."),
      .init(
        "request-rate ◂ ◂",
        "In the storm: how far must the load drop before the service recovers?"),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live",
    summary: "Four clients, twenty-four requests a second, a burst of slow answers now and then.",
    values: [
      Name.clients: .count(4),
      Name.requestRate: .rate(24_000),
      Name.workers: .count(32),
      Name.attempts: .count(5),
      Name.connectTime: .duration(.milliseconds(200)),
      Name.queryTime: .time(.lognormal(median: .milliseconds(90), sigma: 0.3)),
      Name.burstEvery: .duration(.seconds(20)),
      Name.requests: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide", summary: "A hundred requests, then a graceful shutdown.",
    values: [
      Name.clients: .count(1),
      Name.requestRate: .rate(20_000),
      Name.workers: .count(8),
      Name.attempts: .count(4),
      Name.connectTime: .duration(.milliseconds(100)),
      Name.queryTime: .time(.constant(.milliseconds(100))),
      Name.burstEvery: .off,
      Name.requests: .count(100),
    ])

  private static let knobs = loadKnobs + callKnobs + databaseKnobs + endKnobs

  private static let loadKnobs = [
    Knob(
      name: Name.clients, unit: "tasks", kind: .count(1...32, step: 1),
      help: "How many clients share the requests."),
    Knob(
      name: Name.requestRate, unit: "requests", kind: .rate(100...1_000_000),
      help: "How many requests all clients together send per second, at random instants."),
    Knob(
      name: Name.capacity, unit: "requests", kind: .capacity(1...1024, step: 4),
      standard: .count(64),
      help: "How many requests may wait; more are rejected."),
    Knob(
      name: Name.workers, unit: "tasks", kind: .count(1...128, step: 1),
      help: "How many worker tasks there are."),
  ]

  private static let callKnobs = [
    Knob(
      name: Name.deadline, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(600))),
      standard: .duration(.seconds(5)),
      help: "How old a request may get before it is answered, including waits and retries."
    ),
    Knob(
      name: Name.attemptTimeout, unit: "time", kind: .duration(.milliseconds(1)...(.seconds(60))),
      standard: .duration(.milliseconds(400)),
      help: "How long one query may take, including the wait for its connection."),
    Knob(
      name: Name.attempts, unit: "attempts", kind: .count(1...20, step: 1),
      help: "How many attempts a query has before the request is given up."),
    Knob(
      name: Name.base, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(10))),
      standard: .duration(.milliseconds(200)),
      help: "The longest delay before the second attempt; it doubles with each, up to 5 s."),
    Knob(
      name: Name.budget, unit: "", kind: .share(step: 10), standard: .share(100),
      help: "How many retries all workers together may make per hundred requests."),
  ]

  private static let databaseKnobs = [
    Knob(
      name: Name.poolSize, unit: "connections", kind: .count(1...128, step: 1), standard: .count(8),
      help: "How many connections to the database there may be."),
    Knob(
      name: Name.connectTime, unit: "time", kind: .duration(.zero...(.seconds(10))),
      help: "How long it takes to open a connection."),
    Knob(
      name: Name.queryTime, unit: "time", kind: .time(.microseconds(1)...(.seconds(60))),
      help: "How long the database takes for a query."),
    Knob(
      name: Name.batchSize, unit: "writes", kind: .count(1...256, step: 1), standard: .count(8),
      help: "How many results are written at once."),
    Knob(
      name: Name.linger, unit: "time", kind: .duration(.zero...(.seconds(10))),
      standard: .duration(.milliseconds(50)),
      help: "How long a result waits for others to be written with it."),
    Knob(
      name: Name.writeTime, unit: "time", kind: .duration(.zero...(.seconds(10))),
      standard: .duration(.milliseconds(20)),
      help: "How long it takes to write a batch."),
  ]

  private static let endKnobs = [
    Knob(
      name: Name.grace, unit: "time", kind: .duration(.zero...(.seconds(600))),
      standard: .duration(.seconds(5)),
      help: "How long a shutdown waits for work in progress."),
    Knob(
      name: Name.burstEvery, unit: "time",
      kind: .optionalDuration(.seconds(1)...(.seconds(86400))),
      help: "How often a burst of slow answers comes by itself."),
    Knob(
      name: Name.burst, unit: "time", kind: .duration(.milliseconds(100)...(.seconds(600))),
      standard: .duration(.seconds(2)),
      help: "How long a burst of slow answers lasts."),
    Knob(
      name: Name.slowness, unit: "times", kind: .count(1...100, step: 1), standard: .count(10),
      help: "Factor by which a burst slows queries."),
    Knob(
      name: Name.requests, unit: "requests", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many requests there are before the service shuts down."),
  ]

  /// The knobs by name.
  enum Name {
    static let clients = "clients"
    static let requestRate = "request-rate"
    static let capacity = "capacity"
    static let workers = "workers"
    static let deadline = "deadline"
    static let attemptTimeout = "attempt-timeout"
    static let attempts = "attempts"
    static let base = "base"
    static let budget = "budget"
    static let poolSize = "pool-size"
    static let connectTime = "connect-time"
    static let queryTime = "query-time"
    static let batchSize = "batch-size"
    static let linger = "linger"
    static let writeTime = "write-time"
    static let grace = "grace"
    static let burstEvery = "burst-every"
    static let burst = "burst"
    static let slowness = "slowness"
    static let requests = "requests"
  }

  /// The triggers by name.
  enum Trigger {
    static let burst = "burst"
    static let shutdown = "shutdown"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let retryStorm = "retry-storm"
  }
}
