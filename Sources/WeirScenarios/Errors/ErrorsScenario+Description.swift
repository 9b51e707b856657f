import WeirPatterns
import WeirEvents

extension ErrorsScenario {
  static let description = ScenarioDescription(
    name: "errors",
    summary: "Callers of a service with outages: they retry, catch, and clean up.",
    guideSection: "Error Handling 1: Try-Except with Async",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.unhandled,
        summary: "Errors are not caught: they end the caller, and nothing shows them.",
        lesson:
          "An error that leaves a task goes to the task that awaits it, and nowhere if none"
          + " does: the work stops, and there is no trace of why.",
        watch: "Events: callers fail and are gone; others take their place.",
        warningAfter: .seconds(5),
        overrules: [
          .holds(Name.attempts, .count(1)),
          .unused(Name.base),
          .unused(Name.cap),
          .unused(Name.jitter),
          .holds(Name.budget, .choice(Budget.off)),
          .unused(Name.budgetShare),
        ]),
      .init(
        name: Pitfall.noBackoff,
        summary: "Callers retry at once, with up to twelve attempts and no budget.",
        lesson:
          "Retries without backoff turn each outage into a storm: many attempts per call, all"
          + " of them while the service is down, and fewer calls succeed.",
        watch: "Flow: rows of ✗ grow within an instant while the service is down.",
        warningAfter: .seconds(10),
        overrules: [
          .holds(Name.attempts, .count(12)),
          .holds(Name.base, .duration(.zero)),
          .holds(Name.cap, .duration(.zero)),
          .holds(Name.jitter, .choice(RetryPolicy.Jitter.none.rawValue)),
          .holds(Name.budget, .choice(Budget.off)),
          .unused(Name.budgetShare),
        ]),
    ],
    knobs: knobs,
    lengthKnob: Name.calls,
    picture: .retries(of: Stem.caller, attempts: Name.attempts),
    sights: [
      "Outages hit all callers at once; the delays grow until an outage is over.",
      "Jitter spreads the second attempts: without it, they all come at once.",
      "The budget limits retries to a share of the calls: in a long outage most give up early.",
      "Cleanup follows each call, even one that failed or was cancelled.",
    ],
    tries: [
      .init("jitter ◂", "Choose none: callers that failed together retry together."),
      .init(
        "outage ▸ ▸ ▸", "Longer outages: attempts and the budget run out, and calls fail."),
      .init("b", "Without a catch, callers fail unnoticed; b again: retries without backoff."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Six callers of a service that is down for a fifth of the time.",
    values: [
      Name.callers: .count(6),
      Name.failureRate: .share(200),
      Name.outage: .duration(.milliseconds(600)),
      Name.attempts: .count(5),
      Name.budgetShare: .share(500),
      Name.callTime: .time(.lognormal(median: .milliseconds(150), sigma: 0.5)),
      Name.failureTime: .time(.constant(.milliseconds(10))),
      Name.cleanupTime: .time(.constant(.milliseconds(50))),
      Name.pause: .time(.exponential(mean: .milliseconds(500))),
      Name.calls: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide",
    summary: "One operation fails after a second, and takes another to clean up; it ends at 2 s.",
    values: [
      Name.callers: .count(1),
      Name.failureRate: .share(1000),
      Name.outage: .duration(.seconds(1)),
      Name.attempts: .count(1),
      Name.budgetShare: .share(200),
      Name.callTime: .time(.constant(.seconds(1))),
      Name.failureTime: .time(.constant(.seconds(1))),
      Name.cleanupTime: .time(.constant(.seconds(1))),
      Name.pause: .time(.constant(.seconds(1))),
      Name.calls: .count(1),
    ])

  /// The knobs by name.
  enum Name {
    static let callers = "callers"
    static let failureRate = "failure-rate"
    static let outage = "outage"
    static let attempts = "attempts"
    static let base = "base"
    static let cap = "cap"
    static let jitter = "jitter"
    static let budget = "budget"
    static let budgetShare = "budget-share"
    static let callTime = "call-time"
    static let failureTime = "failure-time"
    static let cleanupTime = "cleanup-time"
    static let pause = "pause"
    static let calls = "calls"
  }

  /// The values of the budget knob by name.
  enum Budget {
    static let on = "on"
    static let off = "off"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let unhandled = "unhandled"
    static let noBackoff = "no-backoff"
  }
}
