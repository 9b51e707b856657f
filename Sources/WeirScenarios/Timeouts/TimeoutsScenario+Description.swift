import WeirEvents

extension TimeoutsScenario {
  static let description = ScenarioDescription(
    name: "timeouts",
    summary: "Callers give a long operation a deadline; it is cancelled, cleans up, and ends.",
    guideSection: "Error Handling 2: Timeout Management",
    presets: [live, guide],
    defaultPreset: live.name,
    pitfalls: [
      .init(
        name: Pitfall.ignoresCancellation,
        summary: "The operation does not react to cancellation, and continues to its own end.",
        lesson:
          "A deadline only cancels work: an operation that never checks holds up its caller,"
          + " and all it does after its deadline is wasted.",
        watch: "Timeouts: deadlines pass, and the work continues beyond them.",
        warningAfter: .seconds(5),
        overrules: [
          .unused(Name.steps),
          .unused(Name.stepLimit),
          .unused(Name.cleanupTime),
        ])
    ],
    knobs: knobs,
    lengthKnob: Name.calls,
    deadlineKnob: Name.deadline,
    picture: .deadlines(of: Stem.caller, operations: Stem.operation),
    sights: [
      "A deadline runs out next to each call; most operations end before it, the tail does not.",
      "A cancellation's path on an operation's lane: asked, noticed, cleaned up, ended.",
      "Each step has a limit of its own, which is cut to what remains of the deadline around it.",
    ],
    tries: [
      .init("deadline ◂ ◂ ◂", "Less time: more of the work is given up, and more of it wasted."),
      .init(
        "step-limit ◂ ◂", "Less time for each step: now a single slow step ends a call, and early."),
      .init("b", "Cancellation ignored: deadlines pass, and the operations continue."),
    ])

  private static let live = ScenarioDescription.Preset(
    name: "live", summary: "Ten callers, one second each; about a fifth of the work takes longer.",
    values: [
      Name.callers: .count(10),
      Name.deadline: .duration(.seconds(1)),
      Name.workTime: .time(.lognormal(median: .milliseconds(400), sigma: 1.2)),
      Name.steps: .count(3),
      Name.stepLimit: .duration(.milliseconds(600)),
      Name.cleanupTime: .time(.constant(.milliseconds(150))),
      Name.pause: .time(.exponential(mean: .milliseconds(500))),
      Name.calls: .unlimited,
    ])

  private static let guide = ScenarioDescription.Preset(
    name: "guide", summary: "An operation of ten seconds under five: it ends after 5 s, timed out.",
    values: [
      Name.callers: .count(1),
      Name.deadline: .duration(.seconds(5)),
      Name.workTime: .time(.constant(.seconds(10))),
      Name.steps: .count(1),
      Name.stepLimit: .off,
      Name.cleanupTime: .time(.constant(.zero)),
      Name.pause: .time(.constant(.seconds(1))),
      Name.calls: .count(1),
    ])

  private static let knobs = [
    Knob(
      name: Name.callers, unit: "tasks", kind: .count(1...64, step: 1),
      help: "How many callers there are; they are started and cancelled as you turn."),
    Knob(
      name: Name.deadline, unit: "time", kind: .duration(.milliseconds(1)...(.seconds(3600))),
      help: "How long a call may take before its operation is cancelled."),
    Knob(
      name: Name.workTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long an operation takes; the tail is what the deadline is for."),
    Knob(
      name: Name.steps, unit: "steps", kind: .count(1...16, step: 1),
      help: "How many equal steps an operation has."),
    Knob(
      name: Name.stepLimit, unit: "time",
      kind: .optionalDuration(.milliseconds(1)...(.seconds(3600))),
      help: "How long a step may take; never longer than what remains of the deadline."),
    Knob(
      name: Name.cleanupTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a cancelled operation takes to clean up."),
    Knob(
      name: Name.pause, unit: "time", kind: .time(.milliseconds(1)...(.seconds(3600))),
      help: "How long a caller pauses before its next call."),
    Knob(
      name: Name.calls, unit: "calls", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many calls all callers make together."),
  ]

  /// The knobs by name.
  enum Name {
    static let callers = "callers"
    static let deadline = "deadline"
    static let workTime = "work-time"
    static let steps = "steps"
    static let stepLimit = "step-limit"
    static let cleanupTime = "cleanup-time"
    static let pause = "pause"
    static let calls = "calls"
  }

  /// The pitfalls by name.
  enum Pitfall {
    static let ignoresCancellation = "ignores-cancellation"
  }
}
