import WeirPatterns
import WeirEvents

extension ErrorsScenario {
  static let knobs = [
    Knob(
      name: Name.callers, unit: "tasks", kind: .count(1...64, step: 1),
      help: "How many callers there are; they are started and cancelled as you turn."),
    Knob(
      name: Name.failureRate, unit: "of the time", kind: .share(step: 50),
      help: "The share of the time in which the service is down."),
    Knob(
      name: Name.outage, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(3600))),
      help: "How long the service is down at a time, on average."),
    Knob(
      name: Name.attempts, unit: "attempts", kind: .count(1...20, step: 1),
      help: "How many attempts a call has, including the first."),
    Knob(
      name: Name.base, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(60))),
      standard: .duration(.milliseconds(100)),
      help: "The delay before the second attempt; it doubles with each further one."),
    Knob(
      name: Name.cap, unit: "time", kind: .duration(.milliseconds(10)...(.seconds(3600))),
      standard: .duration(.seconds(2)),
      help: "The longest delay."),
    Knob(
      name: Name.jitter, unit: "",
      kind: .choice(RetryPolicy.Jitter.allCases.map(\.rawValue)),
      standard: .choice(RetryPolicy.Jitter.full.rawValue),
      help: "How the delays are spread at random."),
    Knob(
      name: Name.budget, unit: "", kind: .choice([Budget.on, Budget.off]),
      standard: .choice(Budget.on),
      help: "Whether all callers together may retry only a share of their calls."),
    Knob(
      name: Name.budgetShare, unit: "of calls", kind: .share(step: 50),
      help: "How many retries the budget allows per call; ten are in reserve."),
    Knob(
      name: Name.callTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long the service takes to answer."),
    Knob(
      name: Name.failureTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long the service takes to fail."),
    Knob(
      name: Name.cleanupTime, unit: "time", kind: .time(.zero...(.seconds(3600))),
      help: "How long a caller cleans up after each call; nothing shortens that."),
    Knob(
      name: Name.pause, unit: "time", kind: .time(.milliseconds(1)...(.seconds(3600))),
      help: "How long a caller pauses before its next call."),
    Knob(
      name: Name.calls, unit: "calls", kind: .capacity(1...1_000_000_000, step: 1),
      help: "How many calls all callers make together."),
  ]
}
